# Mọi lời người dùng đọc trong khung chat. Giữ câu ngắn, rõ, lịch sự.
# Đánh dấu HTML của Telegram (<b>, <i>) được giữ nguyên; giá trị đưa vào được thoát tự động.

## Tên lệnh trong trình đơn

command-trangthai = Tình trạng trợ lý
command-start = Giới thiệu trợ lý
command-hoi = Hỏi về một quy định
command-xem = Xem điều, khoản theo trích dẫn
command-vanban = Duyệt thư viện văn bản
command-huy = Bỏ câu hỏi đang nối tiếp, xóa phản ánh đang viết
command-trogiup = Hướng dẫn sử dụng

## Giới thiệu và trợ giúp

welcome =
    <b>Trợ lý Công vụ</b>

    Gửi câu hỏi bằng lời bình thường, có dấu hay không dấu đều được. Trợ lý trích đúng quy định, ghi rõ điều, khoản, số hiệu văn bản và còn hiệu lực hay không. Thư viện chưa có thì trợ lý nói là chưa có.

    <b>Cán bộ, công chức, viên chức</b>: việc được làm và không được làm, ứng xử, giờ làm việc, quà tặng, đánh giá, kỷ luật.

    <b>Người dân</b>: tiếp công dân, thủ tục hành chính, khiếu nại, tố cáo, thái độ phục vụ của người thi hành công vụ.

    Trợ lý giúp tra cứu, không thay ý kiến của cơ quan có thẩm quyền.
welcome-officials = Cán bộ, công chức, viên chức
welcome-citizens = Người dân
welcome-browse = Duyệt văn bản
welcome-help = Hướng dẫn

audience-officials =
    <b>Dành cho cán bộ, công chức, viên chức</b>

    Hỏi về quy định trước khi làm, kiểm tra điều khoản trước khi trích dẫn, xem quy định cũ đã được thay bằng văn bản nào.

    Bấm một câu hỏi mẫu hoặc gửi câu hỏi của anh/chị.
audience-citizens =
    <b>Dành cho người dân</b>

    Hỏi về quyền của mình khi làm thủ tục, khi được tiếp, khi khiếu nại, tố cáo, và về việc cán bộ, công chức phải làm hoặc không được làm.

    Bấm một câu hỏi mẫu hoặc gửi câu hỏi của anh/chị.

example-officials-0 = Công chức có được uống rượu, bia vào giờ nghỉ trưa không?
example-officials-1 = Công chức được tặng quà không đúng quy định thì phải làm gì?
example-officials-2 = Những việc công chức không được làm là gì?
example-citizens-0 = Khi tiếp công dân, cán bộ không được làm những gì?
example-citizens-1 = Thời hạn giải quyết tố cáo là bao lâu?
example-citizens-2 = Người tố cáo được bảo vệ như thế nào?

help =
    <b>Cách dùng</b>

    Gửi thẳng câu hỏi, hoặc dùng lệnh:
    /hoi câu hỏi: hỏi về một quy định
    /xem trích dẫn: xem đúng điều, khoản, ví dụ <code>/xem khoản 5 điều 5 luật 44/2019/QH14</code>
    /vanban: duyệt thư viện theo loại và chủ đề
    /phananh: gửi phản ánh, không cần nêu tên
    /theodoi: xem trả lời và nhắn thêm bằng mã biên nhận
    /dangky: nhận tin khi có văn bản mới
    /huy: bỏ câu hỏi đang nối tiếp, hoặc xóa phản ánh đang viết
    /trogiup: hướng dẫn này

    Hỏi tiếp được trong mười phút: “còn viên chức thì sao?”. Muốn biết quy định ở một thời điểm, ghi ngày hoặc năm vào câu hỏi: “năm 2019 …”.

    Trong nhóm, trợ lý chỉ trả lời khi được gọi bằng /hoi, được nhắc tên hoặc được trả lời tin nhắn. Ở khung chat bất kỳ, gõ tên trợ lý rồi câu hỏi để chèn một quy định.

    Câu hỏi không gắn với tên người hỏi và không lưu quá 30 ngày.

## Hỏi đáp

ask-empty = Ghi câu hỏi ngay sau lệnh, ví dụ: <code>/hoi công chức có được hút thuốc lá ở công sở không</code>
ask-too-long = Câu hỏi dài quá 1000 ký tự. Anh/chị tóm lại trong vài câu rồi gửi lại giúp.
ask-text-only = Trợ lý chỉ đọc được chữ. Anh/chị gõ câu hỏi thành tin nhắn giúp.
ask-unknown-command = Không có lệnh này. Gửi /trogiup để xem các lệnh, hoặc gửi thẳng câu hỏi.
cancelled = Đã bỏ câu hỏi trước. Anh/chị có thể hỏi việc khác.
cancel-nothing = Không có câu hỏi nào đang nối tiếp.

answer-understood = Câu hỏi: <i>{ $question }</i>
answer-as-of = Quy định tại ngày { $day }
answer-cut = Trích phần đầu, xem đủ ở { $unit }.
answer-superseded-only = Quy định khớp nhất với câu hỏi không còn hiệu lực.
answer-old-rule = Quy định khớp nhất không còn áp dụng: <b>{ $citation }</b>. { $status }.
answer-current = Quy định còn hiệu lực gần nhất:
answer-replacement = Văn bản thay thế: <b>{ $name }</b> { $title }
answer-not-found =
    Thư viện chưa có quy định trả lời câu hỏi này.

    Anh/chị thử nói rõ hơn đối tượng và việc cần hỏi, hoặc ghi số hiệu văn bản.
answer-suggestions = Có thể xem các văn bản gần nhất:
other-title = <b>Kết quả khác</b>
other-none = Không còn kết quả khác.

status-in-force = Còn hiệu lực từ { $from }
status-in-force-until = Có hiệu lực từ { $from }
status-not-yet = Chưa có hiệu lực, áp dụng từ { $from }
status-ended = Hết hiệu lực từ { $to }
status-unknown = Chưa rõ ngày hiệu lực
status-ends = , hết hiệu lực từ { $to }
status-replaced = , thay bằng { $by }
digest = Tóm lược, không thay văn bản gốc

amendment-done = { $what } { $verb } { $by } từ { $from }
amendment-coming = { $what } sẽ { $verb } { $by } từ { $from }
amendment-undated = { $what } { $verb } { $by }, chưa rõ từ ngày nào
amendment-more = Còn { $count } lần sửa đổi khác.
amendment-verb-sua_doi = được sửa đổi bởi
amendment-verb-bo_sung = được bổ sung bởi
amendment-verb-bai_bo = bị bãi bỏ bởi
amendment-verb-mot_phan = có nội dung được sửa đổi bởi
amendment-new = Lời văn { $what ->
    [own] từ { $from }:
   *[other] của { $what } từ { $from }:
}
amendment-new-undated = Lời văn mới{ $what ->
    [own] :
   *[other] { " " }của { $what }:
}
amendment-said = Nội dung sửa đổi:
amendment-before = Lời văn trước { $from }:
amendment-without = Lời văn chưa có nội dung sửa đổi nêu trên:
amendment-later = Thư viện chỉ có lời văn áp dụng từ { $from }:
amendment-own = Nội dung trong thư viện:
amends-sua_doi = Sửa đổi { $what }
amends-bo_sung = Bổ sung { $what }
amends-bai_bo = Bãi bỏ { $what }
amends-mot_phan = Sửa đổi một phần { $what }
amends-more = và { $count } quy định khác

versions-number = Phiên bản { $number }/{ $count }
versions-between = Áp dụng từ { $from } đến trước { $to }
versions-since = Áp dụng từ { $from }
versions-before = Áp dụng trước { $to }
versions-undated = Chưa rõ thời gian áp dụng
versions-ended = Bị bãi bỏ từ { $from }
versions-ended-undated = Bị bãi bỏ, chưa rõ từ ngày nào
versions-today = Đang áp dụng
versions-source = Trích { $source }
versions-by = Theo { $source }
versions-part = Lời văn của { $what }:
versions-said = Câu sửa đổi, chưa ghép vào lời văn:
versions-unheld = Thư viện không có lời văn của phiên bản này.
versions-cut = Trích phần đầu.
digest-mark = (tóm lược)

## Nút bấm

button-article = Toàn văn { $unit }
button-old-rule = Quy định cũ: { $unit }
button-previous = ‹ { $unit }
button-next = { $unit } ›
button-related = Văn bản liên quan
button-other = Kết quả khác
button-versions = Các phiên bản
button-amending = Văn bản sửa đổi
button-like = 👍
button-dislike = 👎
button-contents = Mục lục
button-page-previous = ‹ Trang trước
button-page-next = Trang sau ›
button-page = { $page }/{ $pages }
button-document = { $name }: { $title }
button-kinds = Theo loại văn bản
button-topics = Theo chủ đề
button-count = { $name } ({ $count })
button-back = Quay lại

## Xem văn bản

unit-phuluc = Phụ lục { $label }
unit-phan = Phần { $label }
unit-chuong = Chương { $label }
unit-muc = Mục { $label }
unit-tieumuc = Tiểu mục { $label }
unit-dieu = Điều { $label }
unit-so = Mục { $label }
unit-khoan = khoản { $label }
unit-diem = điểm { $label }
unit-whole = văn bản

document-issued = { $issuer } ban hành ngày { $day }
document-issued-by = { $issuer } ban hành
document-issued-on = Ban hành ngày { $day }
document-source = Nguồn: { $source }
document-contents = <b>Mục lục</b>
document-empty = Thư viện mới có tên và hiệu lực của văn bản này, chưa có nội dung.

related-title = <b>Văn bản liên quan đến { $name }</b>
related-none = Thư viện chưa ghi nhận văn bản nào liên quan đến { $name }.
related-from-sua_doi = Sửa đổi, bổ sung
related-from-thay_the = Thay thế
related-from-bai_bo = Bãi bỏ
related-from-huong_dan = Quy định chi tiết, hướng dẫn
related-from-can_cu = Căn cứ
related-to-sua_doi = Được sửa đổi, bổ sung bởi
related-to-thay_the = Được thay thế bởi
related-to-bai_bo = Bị bãi bỏ bởi
related-to-huong_dan = Được quy định chi tiết, hướng dẫn tại
related-to-can_cu = Là căn cứ của

show-empty = Ghi trích dẫn ngay sau lệnh, ví dụ: <code>/xem khoản 5 điều 5 luật 44/2019/QH14</code>
show-not-found = Thư viện không có “{ $citation }”. Anh/chị kiểm tra số hiệu, điều, khoản, hoặc gửi /vanban để duyệt thư viện.
show-missing = Thư viện có { $name } nhưng không có “{ $citation }” trong văn bản này.
show-missing-digest = Bản tóm lược { $name } trong thư viện không có “{ $citation }”; văn bản gốc có thể có.
show-many = Trích dẫn này khớp với nhiều văn bản. Anh/chị chọn một:

browse-title =
    <b>Thư viện văn bản</b>

    Hiện có { $count } văn bản. Chọn cách duyệt:
browse-kinds = <b>Loại văn bản</b>
browse-topics = <b>Chủ đề</b>
browse-list = <b>{ $name }</b>: { $count } văn bản
browse-item = { $number }. <b>{ $name }</b> { $title }
kind-unknown = Văn bản khác

topic-ruou-bia = Rượu, bia
topic-thuoc-la = Thuốc lá
topic-tham-nhung = Phòng, chống tham nhũng
topic-qua-tang = Quà tặng
topic-xung-dot-loi-ich = Xung đột lợi ích
topic-nghia-vu-dieu-cam = Nghĩa vụ và điều cấm
topic-ky-luat = Kỷ luật
topic-danh-gia = Đánh giá, xếp loại
topic-tiep-cong-dan = Tiếp công dân
topic-to-cao = Tố cáo
topic-khieu-nai = Khiếu nại
topic-mot-cua = Một cửa
topic-thu-tuc-hanh-chinh = Thủ tục hành chính
topic-ung-xu = Ứng xử, văn hóa công sở
topic-trang-phuc-the = Trang phục, thẻ
topic-gio-lam-viec = Giờ làm việc
topic-nguoi-dung-dau = Trách nhiệm người đứng đầu
topic-cai-cach-hanh-chinh = Cải cách hành chính
topic-thanh-tra = Thanh tra
topic-tuyen-dung-su-dung = Tuyển dụng, sử dụng
topic-dan-chu-co-so = Dân chủ ở cơ sở
topic-bi-mat-nha-nuoc = Bí mật nhà nước
topic-bao-chi-thong-tin = Báo chí, thông tin
topic-thi-dua-khen-thuong = Thi đua, khen thưởng
topic-tiet-kiem = Tiết kiệm
topic-van-thu = Văn thư

## Bấm nút

press-gone = Thư viện hiện không còn điều khoản này. Anh/chị gửi lại câu hỏi để có kết quả mới.
press-expired = Câu hỏi này đã quá 30 ngày nên không còn được lưu. Anh/chị gửi lại giúp.
press-unknown = Nút này không còn dùng được. Anh/chị gửi lại câu hỏi giúp.
press-thanks = Đã ghi nhận, cảm ơn anh/chị.

## Chèn vào khung chat khác

inline-prompt = Gõ câu hỏi hoặc số hiệu văn bản
inline-not-found = Chưa có quy định phù hợp

## Lỗi

error-unexpected = Có lỗi ngoài dự kiến, mong anh/chị thông cảm và thử lại sau ít phút. Nếu vẫn lỗi, báo quản trị viên mã số <code>{ $number }</code>.
error-notice-unexpected = Có lỗi ngoài dự kiến. Mã số { $number }.
error-slow = Yêu cầu này xử lý quá lâu nên đã được dừng lại. Mong anh/chị thử lại sau ít phút. Nếu vẫn vậy, báo quản trị viên mã số <code>{ $number }</code>.
error-notice-slow = Xử lý quá lâu nên đã dừng. Mã số { $number }.

## Quản trị

admin-only = Lệnh này dành cho quản trị viên, dùng trong khung chat riêng với trợ lý.
status =
    <b>Tình trạng trợ lý</b>
    Chờ xử lý: { $updates } yêu cầu. Chờ gửi: { $calls } tin.
status-dead = Không gửi được { $count } tin: <code>{ $reason }</code>
status-set-aside = Để riêng { $count } cập nhật: <code>{ $reason }</code>
status-well = Mọi bộ phận hoạt động bình thường.
alert-trouble = ⚠️ Có sự cố từ { $since }: { $sentence }
alert-dead-letters = ⚠️ Không gửi được { $count } tin: <code>{ $reason }</code>. Xem và gửi lại trên máy chủ: <code>congvu outbox</code>
alert-set-aside = ⚠️ Có { $count } cập nhật từ Telegram không xử lý được, đã để riêng: <code>{ $reason }</code>. Sau khi nâng cấp, chạy trên máy chủ: <code>congvu inbox retry</code>

## Phản ánh

command-phananh = Gửi phản ánh, không cần nêu tên
welcome-report = Gửi phản ánh

report-intro =
    <b>Gửi phản ánh, không cần nêu tên</b>
    Trước khi viết, anh/chị nên biết:

    1. Telegram biết anh/chị nhắn cho trợ lý và giữ tin nhắn đến khi xóa; khung chat này không mã hóa đầu cuối.
    2. Máy chủ niêm phong ngay những gì anh/chị viết, không lưu kèm tên, số điện thoại hay tài khoản; nhưng ai chiếm được máy chủ thì xem được trong lúc anh/chị đang viết.
    3. Phản ánh đã gửi chỉ thanh tra viên giữ khóa mới mở được.
    4. Lời kể cũng có thể làm lộ người viết: bỏ chi tiết chỉ mình anh/chị biết, đừng dùng máy, mạng của cơ quan bị phản ánh.

    <b>Không dùng kênh này khi</b> có người đang gặp nguy hiểm: gọi <b>113</b>. Muốn tố cáo có nêu tên để được thụ lý, bảo vệ theo Luật Tố cáo thì gửi đơn đến cơ quan có thẩm quyền.
report-intro-unit = Đơn vị: <b>{ $unit }</b> (theo mã anh/chị vừa quét, sửa được ở bước xem lại).
report-unit-unknown = Mã đơn vị trong đường dẫn này không có trong danh mục. Anh/chị chọn đơn vị ở một bước sau.
report-closed-channel =
    Kênh phản ánh của cơ quan này <b>chưa mở</b> nên trợ lý không nhận và không hỏi gì.

    Anh/chị có thể đến nơi tiếp công dân hoặc gửi đơn tới trụ sở của cơ quan, ủy ban nhân dân xã, phường, thanh tra tỉnh; hoặc gửi qua mục phản ánh, kiến nghị của Cổng Dịch vụ công quốc gia. Có người đang gặp nguy hiểm: gọi 113.
report-private-only = Phản ánh chỉ viết trong khung chat riêng với trợ lý, để người trong nhóm không thấy. Anh/chị bấm nút dưới đây.
report-private-notice = Phản ánh chỉ viết trong khung chat riêng với trợ lý.
report-open-private = Mở khung chat riêng
report-too-many = Hôm nay kênh phản ánh đã nhận nhiều từ khung chat này. Anh/chị gửi tiếp vào ngày mai, hoặc gửi đơn tới trụ sở cơ quan.
report-system-busy = Kênh phản ánh đang nhận quá nhiều cùng lúc. Bản đang viết vẫn được giữ; anh/chị bấm gửi lại sau khoảng một giờ.

report-kind-title = <b>1/7. Việc cần phản ánh thuộc loại nào?</b>
report-kind-unclear = Trợ lý chưa rõ việc này thuộc loại nào. Anh/chị bấm một nút. (Muốn hỏi quy định, dùng lệnh /hoi.)
report-kind-gio-lam-viec = Giờ giấc làm việc
report-kind-thai-do = Thái độ với người dân
report-kind-sach-nhieu = Sách nhiễu, đòi tiền, đòi quà
report-kind-ruou-bia-thuoc-la = Rượu, bia, thuốc lá
report-kind-dun-day = Đùn đẩy, chậm trễ, bắt đi lại nhiều lần
report-kind-the-trang-phuc = Đeo thẻ, trang phục
report-kind-tai-san-cong = Dùng sai tài sản công
report-kind-tham-nhung = Tham nhũng, xung đột lợi ích
report-kind-khac = Việc khác

report-province-title =
    <b>2/7. Ở đơn vị nào?</b>
    Gõ tên xã, phường hoặc tỉnh (không cần dấu), ví dụ <code>hoan kiem</code>; hoặc chọn tỉnh, thành phố:
report-commune-title =
    <b>2/7. { $province }: nơi nào?</b>
    Gõ tên xã, phường (không cần dấu) hoặc chọn:
report-unit-whole = Cơ quan cấp tỉnh, hoặc cả { $province }
report-unit-found =
    <b>2/7. Ở đơn vị nào?</b>
    Anh/chị chọn nơi đúng, hoặc để nguyên như đã gõ, hoặc gõ lại:
report-unit-not-found =
    <b>2/7. Ở đơn vị nào?</b>
    Danh mục không có nơi nào khớp với “{ $typed }”. Anh/chị gõ lại, hoặc để nguyên như đã gõ:
report-unit-free = Để nguyên: { $typed }
report-unit-list = Chọn từ danh sách

report-when-title =
    <b>3/7. Xảy ra khi nào?</b>
    Bấm một nút, hoặc gõ: <code>5/11</code>, <code>sáng hôm kia</code>, <code>khoảng tháng 9/2026</code>.
report-when-today = Hôm nay
report-when-yesterday = Hôm qua
report-when-week = Trong tuần này
report-when-month = Trong tháng này
report-when-said-day = { $when } ({ $day })
report-when-said-since = { $when } (từ { $day })
report-when-future = Ngày này chưa đến. Anh/chị xem lại giúp.

report-what-title =
    <b>4/7. Đã xảy ra việc gì?</b>
    Kể theo thứ tự: ở đâu, ai làm gì, nói gì, có ai chứng kiến. Gửi một hay nhiều tin nhắn, tất cả không quá 4000 ký tự. Có thể gửi ảnh ngay tại đây.
report-what-more = <b>4/7.</b> Đã ghi { $length }/4000 ký tự. Anh/chị gửi thêm, hoặc bấm Xong.
report-what-empty = Bước này cần vài lời kể. Anh/chị gõ rồi gửi giúp.
report-what-long = Cả phần kể không quá 4000 ký tự nên tin vừa rồi chưa được ghi. Anh/chị rút gọn rồi gửi lại giúp.
report-what-added = Đã ghi thêm vào phần kể sự việc.
report-line-long = Câu trả lời ở bước này không quá 500 ký tự. Anh/chị viết ngắn lại giúp.

report-who-title =
    <b>5/7. Người làm việc đó là ai?</b>
    Họ tên, chức vụ, số thẻ, hoặc đặc điểm nhận ra. Không biết thì bỏ qua.
report-who-now = Đang ghi: <i>{ $who }</i>

report-evidence-title =
    <b>6/7. Ảnh, tệp, ghi âm, video làm bằng chứng</b>
    Gửi vào đây, tối đa 10 tệp, mỗi tệp không quá 20 MB. Tệp được niêm phong ngay khi đến. Không có thì bỏ qua.
report-evidence-more = <b>6/7.</b> Đã nhận { $count }/10 tệp. Anh/chị gửi thêm, hoặc bấm Xong.
report-file-taken = Đã nhận tệp, hiện có { $number }/10. Anh/chị viết tiếp.
report-file-day = Hôm nay đã nhận quá nhiều tệp từ khung chat này nên tệp vừa rồi không được nhận. Anh/chị gửi phản ánh với các tệp đã có, rồi bổ sung bằng mã biên nhận vào ngày mai.
report-file-album = Đang nhận các tệp của loạt này, tệp nào không nhận được sẽ có tin báo. Nhận đủ thì anh/chị bấm nút ở bước đang mở; số tệp ghi ở bước xem lại.
report-file-many = Mỗi phản ánh nhận tối đa { $number } tệp, nên tệp vừa rồi không được nhận.
report-file-large = Tệp này lớn hơn 20 MB nên Telegram không cho trợ lý tải. Anh/chị gửi bản nhỏ hơn, hoặc cắt thành nhiều đoạn.
report-file-not-now = Trợ lý chưa nhận tệp ở bước này. Anh/chị trả lời bước đang hỏi trước, rồi gửi lại tệp ở bước kể sự việc hoặc bước bằng chứng.
report-file-failed = Trợ lý tải tệp này từ Telegram không được nên chưa nhận. Anh/chị gửi lại tệp giúp.
report-file-no-room = Máy chủ tạm hết chỗ nên chưa nhận được tệp này. Những gì đã viết vẫn được giữ. Anh/chị gửi lại tệp sau ít phút.

report-preview-title = <b>7/7. Xem lại trước khi gửi</b>
report-preview =
    <b>Việc:</b> { $kind }
    <b>Đơn vị:</b> { $unit }
    <b>Khi nào:</b> { $when }
    <b>Ai:</b> { $who }
    <b>Bằng chứng:</b> { $files }
report-preview-what = <b>Sự việc:</b>
report-none = không nêu
report-no-files = không có
report-files = { $count } tệp
report-files-uncleaned = { $count } tệp, trong đó { $uncleaned } tệp không gỡ được thông tin ẩn (có thể ghi nơi chụp, tên máy hoặc người tạo)
report-missing-kind = Chưa chọn loại việc. Anh/chị bấm Sửa việc.
report-missing-province = Chưa có đơn vị. Anh/chị bấm Sửa đơn vị.
report-missing-when = Chưa có thời gian. Anh/chị bấm Sửa thời gian.
report-missing-what = Chưa có lời kể sự việc. Anh/chị bấm Sửa sự việc.
report-confirm =
    <b>Gửi phản ánh này?</b>
    Gửi rồi thì không sửa, không rút lại được; nhắn thêm được bằng mã biên nhận. Cố ý bịa đặt để hại người khác có thể bị xử lý theo pháp luật.
report-leaving =
    <b>Bỏ phản ánh đang viết?</b>
    Những gì đã viết, các tệp và tin nhắn của phản ánh trong khung chat này sẽ bị xóa ngay.

report-button-start = Tôi đã rõ, bắt đầu viết
report-button-back = ‹ Quay lại
report-button-leave = ✕ Bỏ
report-button-done = Xong ›
report-button-skip = Bỏ qua ›
report-button-unchanged = Giữ nguyên ›
report-button-rewrite = Viết lại từ đầu
report-button-forget-who = Xóa phần này
report-button-drop-files = Bỏ các tệp đã gửi
report-button-send = Gửi phản ánh
report-button-submit = Gửi ngay
report-button-erase = Bỏ và xóa hết
report-button-change-kind = Sửa việc
report-button-change-province = Sửa đơn vị
report-button-change-when = Sửa thời gian
report-button-change-what = Sửa sự việc
report-button-change-who = Sửa người
report-button-change-evidence = Sửa bằng chứng
report-button-copy-code = Chép mã
report-button-copy-proof = Chép dòng chứng nhận
report-button-skip-code = Đã ghi mã, bỏ qua
report-button-tidy = Xóa tin nhắn
report-button-keep = Giữ lại

report-use-buttons = Ở bước này anh/chị bấm một nút dưới đây. (Muốn hỏi quy định, dùng lệnh /hoi; thôi không viết nữa, gửi /huy.)
report-stale = Nút này thuộc bước trước. Anh/chị dùng các nút ở tin nhắn mới nhất.
report-over = Không còn phản ánh nào đang viết. Gửi /phananh để viết mới.
report-running = Anh/chị đang viết dở một phản ánh; trợ lý mở lại bước đang viết. Muốn viết lại từ đầu, gửi /huy rồi /phananh.
report-edited = Đã sửa theo tin nhắn anh/chị vừa sửa.
report-dropped = Bản phản ánh đang viết được lưu bằng phiên bản khác của trợ lý nên không mở lại được và đã bị xóa. Mong anh/chị thông cảm và viết lại bằng /phananh.
report-erased = Đã xóa phản ánh đang viết, các tệp đã gửi và tin nhắn của nó trong khung chat này. Không có gì được gửi đi.
report-erased-old = Tin nhắn quá 48 giờ thì Telegram không cho trợ lý xóa: anh/chị tự xóa giúp.
report-sent-before = Phản ánh này đã được tiếp nhận trước khi anh/chị hủy nên không hủy được nữa. Dưới đây là biên nhận và mã để theo dõi.
report-no-room = Máy chủ tạm hết chỗ nên phản ánh chưa gửi được. Bản đang viết vẫn được giữ, anh/chị bấm gửi lại sau ít phút.
report-not-sealed = Phản ánh chưa gửi được vì kênh vừa tạm đóng. Bản đang viết vẫn được giữ trong 24 giờ, anh/chị bấm gửi lại sau.

report-proof =
    <b>Phản ánh đã được nhận.</b>

    Dòng chứng nhận đã nộp phản ánh ngày { $day }. Dòng này không chứa nội dung; cơ quan dùng nó để kiểm tra khi cần:
    <code>{ $proof }</code>
report-receipt =
    <b>Mã biên nhận:</b>
    <code>{ $code }</code>

    <b>Hãy ghi mã này ra giấy: không ai cấp lại được cho anh/chị.</b> Có mã thì xem được trả lời, nhắn thêm và gửi thêm bằng chứng bằng lệnh /theodoi. Ai có mã cũng xem được, nên đừng đưa cho người khác.
report-receipt-ask = Để chắc chắn mã đã ghi đúng, anh/chị nhập lại 16 chữ số từ bản vừa ghi.
report-code-right = Đúng rồi, mã đã ghi đúng.
report-code-wrong = Mã vừa nhập chưa đúng. Anh/chị so lại từng nhóm với mã ở trên rồi nhập lại, hoặc bấm bỏ qua.
report-code-later = Đã có nhiều mã nhập chưa đúng nên phải chờ ít phút mới nhập tiếp được. Anh/chị chờ rồi nhập lại, hoặc bấm bỏ qua.
report-tidy-ask =
    <b>Xóa tin nhắn của phản ánh khỏi khung chat này?</b>
    Ai cầm máy của anh/chị sẽ không thấy nữa. Tin nhắn có mã biên nhận cũng bị xóa: chỉ bấm khi đã ghi mã ra ngoài. Phản ánh đã nộp không bị ảnh hưởng.
report-tidied = Đã xóa tin nhắn của phản ánh khỏi khung chat này. Theo dõi bằng mã biên nhận: /theodoi
report-kept = Tin nhắn được giữ lại. Khi cần, anh/chị tự xóa trong Telegram. Theo dõi bằng mã biên nhận: /theodoi

## Theo dõi phản ánh

command-theodoi = Xem trả lời, nhắn thêm bằng mã biên nhận

follow-ask =
    <b>Theo dõi phản ánh</b>
    Gửi mã biên nhận gồm 16 chữ số. Có dấu cách hay gạch nối đều được. Tin nhắn có mã sẽ được xóa khỏi khung chat này ngay.
follow-private-only = Mã biên nhận chỉ nhập trong khung chat riêng với trợ lý. Nếu anh/chị vừa gửi mã ở đây, người trong nhóm có thể đã thấy: ai có mã cũng xem được phản ánh.
follow-malformed = Mã biên nhận gồm đúng 16 chữ số. Anh/chị xem lại bản đã ghi rồi gửi lại giúp.
follow-unknown = Không có phản ánh nào ứng với mã này. Anh/chị so lại từng nhóm số. Phản ánh cũng có thể đã được xóa: việc này làm { $number } ngày sau khi kết thúc.
follow-wait-seconds = Để tránh dò mã, trợ lý chưa nhận mã lúc này. Anh/chị gửi lại sau { $number } giây.
follow-wait-minutes = Để tránh dò mã, trợ lý chưa nhận mã lúc này. Anh/chị gửi lại sau { $number } phút.
follow-gone = Phản ánh này đã được xóa theo thời hạn lưu giữ, nên phiên theo dõi đã đóng.
follow-expired = Phiên theo dõi này đã đóng. Gửi /theodoi và nhập mã để xem lại.
follow-stale = Nút này thuộc màn hình trước. Anh/chị dùng các nút ở tin nhắn mới nhất.
follow-fresh = <i>Đây là tình trạng mới nhất.</i>

follow-head =
    <b>Phản ánh { $number }</b>, nhận ngày { $day }
    <b>{ $status }.</b> { $about }
follow-status-received = Đã tiếp nhận
follow-status-verifying = Đang xác minh
follow-status-concluded = Đã có kết luận
follow-status-referred = Đã chuyển cơ quan có thẩm quyền
follow-status-closed = Đã kết thúc
follow-status-spam = Không xử lý tiếp
follow-about-received = Phản ánh đang chờ được xem xét để quyết định có xác minh hay không.
follow-about-verifying = Người có trách nhiệm đang tìm hiểu sự việc. Có thể họ sẽ hỏi thêm anh/chị tại đây.
follow-about-concluded = Việc xác minh đã xong; cơ quan đang quyết định xử lý.
follow-about-referred = Việc này thuộc thẩm quyền của cơ quan khác và đã được chuyển đi; nơi nhận được ghi ở tin nhắn bên dưới.
follow-about-closed = Cơ quan đã xử lý xong. Nếu cơ quan báo kết quả, anh/chị đọc ở tin nhắn bên dưới.
follow-about-spam = Cơ quan cho rằng nội dung gửi đến không phải là phản ánh.
follow-ends = Kết thúc ngày { $day }. Không nhận thêm tin nhắn và bằng chứng. Mọi nội dung sẽ được xóa từ ngày { $erased }.
follow-deadline = Hạn { $name }: <b>{ $day }</b> ({ $left }).
follow-left-ahead = còn { $days } ngày
follow-left-today = là hôm nay
follow-left-over = đã quá { $days } ngày
follow-source = Căn cứ: { $source }.
follow-source-own = Thời hạn cơ quan tự đặt, lấy theo { $source }.
deadline-check = kiểm tra ban đầu
deadline-resolve = kết luận

follow-no-messages = Chưa có tin nhắn nào. Khi cơ quan trả lời, tin nhắn hiện ở đây.
follow-by-reporter = <b>Anh/chị</b>, { $day }
follow-by-inspector = <b>Người xử lý</b>, { $day }
follow-by-system = <b>Thông báo</b>, { $day }
follow-quote = <blockquote>{ $text }</blockquote>
follow-files = Kèm { $count } tệp.
follow-broken = <i>Một tin nhắn ở đây không mở được vì đã bị hỏng. Anh/chị có thể nhắn hỏi lại.</i>

follow-write =
    <b>Nhắn cho người xử lý</b>
    Gửi một hay nhiều tin nhắn, tất cả không quá { $length } ký tự; ảnh, tệp, ghi âm, video tối đa { $files } tệp, mỗi tệp không quá 20 MB. Chưa có gì được gửi đi đến khi anh/chị bấm Gửi.
follow-writing =
    <b>Tin nhắn cho người xử lý, chưa gửi</b>
    Đã ghi { $length }/{ $most } ký tự, { $files } tệp. Anh/chị viết tiếp, gửi thêm tệp, hoặc bấm Gửi. (Muốn hỏi quy định, dùng lệnh /hoi.)
follow-uncleaned = { $count } tệp không gỡ được thông tin ẩn (có thể ghi nơi chụp, tên máy hoặc người tạo).
follow-empty = Chưa có gì để gửi. Anh/chị gõ tin nhắn hoặc gửi tệp trước.
follow-long = Cả tin nhắn không quá 4000 ký tự nên phần vừa rồi chưa được ghi. Anh/chị gửi phần đã ghi trước.
follow-album = Các tệp gửi cùng lúc được nhận lần lượt; số tệp hiện ở lần bấm sau.
follow-sent = <b>Đã gửi tin nhắn cho người xử lý.</b>
follow-ended = Phản ánh này đã kết thúc nên không nhận thêm tin nhắn và bằng chứng. Có việc mới, anh/chị gửi phản ánh mới: /phananh
follow-enough = Hôm nay phản ánh này đã nhận đủ tin nhắn, hoặc đã có quá nhiều tệp. Phần đã ghi vẫn còn đây; anh/chị bỏ bớt tệp hoặc gửi lại vào ngày mai.
follow-files-many = Mỗi lần gửi nhận tối đa { $number } tệp, nên tệp vừa rồi không được nhận.
follow-file-large = Tệp này lớn hơn 20 MB nên không nhận được. Anh/chị gửi bản nhỏ hơn, hoặc cắt thành nhiều đoạn.
follow-file-failed = Trợ lý tải tệp này từ Telegram không được nên chưa nhận. Anh/chị gửi lại tệp giúp.
follow-file-day = Hôm nay khung chat này đã gửi nhiều tệp nên tệp vừa rồi không được nhận. Anh/chị gửi tiếp vào ngày mai.
follow-no-room = Máy chủ tạm hết chỗ nên chưa gửi được. Anh/chị thử lại sau ít phút.

follow-watch-ask =
    <b>Báo tại đây khi có tin mới?</b>
    Để báo được, trợ lý phải giữ số của khung chat này. Số được niêm phong bằng khóa của máy chủ và chỉ dùng để báo; ai chiếm được máy chủ cùng khóa thì đọc được. Số bị xóa khi phản ánh kết thúc, hoặc ngay khi anh/chị bấm Thôi báo. Tin báo không có nội dung, không có mã.
follow-watched = Từ nay trợ lý sẽ báo tại đây khi có tin mới.
follow-unwatched = Trợ lý đã xóa số của khung chat này và sẽ không báo nữa.

follow-closed = Đã đóng. Gửi /theodoi khi muốn xem lại.
follow-tidy-ask =
    <b>Đã đóng.</b> Trợ lý không còn giữ khóa của phản ánh.
    Xóa luôn các tin nhắn của lần theo dõi này khỏi khung chat?
follow-tidied = Đã xóa các tin nhắn của lần theo dõi này. Gửi /theodoi khi muốn xem lại.
follow-tidied-old = Tin nhắn quá 48 giờ thì Telegram không cho trợ lý xóa: anh/chị tự xóa giúp.
follow-kept = Tin nhắn được giữ lại. Gửi /theodoi khi muốn xem lại.

follow-button-write = Nhắn tin, gửi thêm bằng chứng
follow-button-send = Gửi
follow-button-drop = Bỏ tin này
follow-button-watch = Báo tôi tại đây khi có tin
follow-button-accept = Đồng ý, báo tại đây
follow-button-unwatch = Thôi báo, xóa số khung chat
follow-button-refresh = Xem tin mới
follow-button-back = ‹ Quay lại
follow-button-close = Đóng
follow-button-before = ‹ Tin trước
follow-button-after = Tin sau ›
follow-button-tidy = Xóa tin nhắn
follow-button-keep = Giữ lại

notice-new = Có phản ánh mới, mã hồ sơ { $number }.
notice-message = Người phản ánh nhắn thêm, mã hồ sơ { $number }.
notice-near = Sắp đến hạn { $deadline } ({ $day }): mã hồ sơ { $number }.
notice-overdue = Đã quá hạn { $deadline } ({ $day }): mã hồ sơ { $number }.
notice-about = { $line } { $about }.
notice-answer = Có tin mới về phản ánh của anh/chị. Gửi /theodoi và nhập mã để xem.
