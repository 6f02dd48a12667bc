# Mọi lời người dùng đọc trong khung chat. Giữ câu ngắn, rõ, lịch sự.
# Đánh dấu HTML của Telegram (<b>, <i>) được giữ nguyên; giá trị đưa vào được thoát tự động.

## Tên lệnh trong trình đơn

command-trangthai = Tình trạng trợ lý
command-start = Giới thiệu trợ lý
command-hoi = Hỏi về một quy định
command-xem = Xem điều, khoản theo trích dẫn
command-vanban = Duyệt thư viện văn bản
command-huy = Bỏ câu hỏi đang nối tiếp
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
    /huy: bỏ câu hỏi đang nối tiếp
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
digest-mark = (tóm lược)

## Nút bấm

button-article = Toàn văn { $unit }
button-old-rule = Quy định cũ: { $unit }
button-previous = ‹ { $unit }
button-next = { $unit } ›
button-related = Văn bản liên quan
button-other = Kết quả khác
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
alert-trouble = ⚠️ Có sự cố từ { $since }: <code>{ $sentence }</code>
alert-dead-letters = ⚠️ Không gửi được { $count } tin: <code>{ $reason }</code>. Xem và gửi lại trên máy chủ: <code>congvu outbox</code>
alert-set-aside = ⚠️ Có { $count } cập nhật từ Telegram không xử lý được, đã để riêng: <code>{ $reason }</code>. Sau khi nâng cấp, chạy trên máy chủ: <code>congvu inbox retry</code>
