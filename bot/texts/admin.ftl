# What administrators read.

command-lichsu = Các lần đăng thư viện
command-hoantac = Hoàn tác lần đăng gần nhất
command-hethieuluc = Đánh dấu văn bản hết hiệu lực
command-nhatky = Nhật ký quản trị

admin-welcome =
    <b>Anh/chị là quản trị viên.</b>
    Gửi hoặc chuyển tiếp tệp văn bản vào đây (Word, PDF, ảnh chụp, .zip, nhiều tệp một lúc). Trợ lý đọc, cho xem lại, anh/chị sửa rồi bấm Đăng; đăng rồi vẫn hoàn tác được.

    /trangthai: tình trạng
    /lichsu: các lần đăng
    /hoantac: hoàn tác
    /hethieuluc: đánh dấu hết hiệu lực
    /thongbao: báo cho người theo dõi
    /nhatky: nhật ký quản trị
    /huy: dừng việc đang chạy

# Jobs: one message, edited as the job goes on.
job-receiving = Đang nhận { $count } tệp…
job-previewing = Đang đọc…
job-publishing = Đang đăng…
job-undoing = Đang hoàn tác…
job-stopping = Đang dừng…
job-waits = Chờ { $before } việc khác của thư viện xong…
job-step = <b>{ $stage }</b>: { $percent } %{ $left }
job-step-left = { "" } · { $left }
job-step-name = <i>{ $name }</i>
job-stage-receive = Nhận tệp
job-stage-read = Đọc tệp
job-stage-pages = Đọc trang
job-stage-store = Ghi văn bản
job-stage-passages = Cắt đoạn
job-stage-segment = Tách từ
job-stage-embed = Tính nghĩa
job-stage-index = Lập chỉ mục
job-stage-publish = Đăng
job-stage-other = Đang làm
job-cancelled = Đã hủy. Thư viện không đổi.
job-expired = ⚠️ Việc chờ quá { $days } ngày chưa ai quyết định nên trợ lý đã bỏ, thư viện không đổi: { $what }.
job-discarded = Đã bỏ. Thư viện không đổi.
job-nothing-new = Thư viện đã có đủ, không có gì mới để đăng.
job-stale = Nút này đã cũ. Anh/chị dùng tin mới nhất của việc này.
job-over = Việc này đã xong, trợ lý không còn nhớ. Anh/chị gửi lại tệp nếu cần.
job-look-again = Thư viện vừa thay đổi. Anh/chị xem lại rồi bấm lần nữa.
job-not-yours = Nút này dành cho quản trị viên.

file-large = Tệp <b>{ $name }</b> lớn hơn 20 MB. Telegram chỉ cho trợ lý tải tệp đến 20 MB: anh/chị chia nhỏ tệp, bỏ bớt ảnh, hoặc chép vào thư mục nhận tệp trên máy chủ.
file-not-yours = Trợ lý chỉ đọc được chữ. Anh/chị gõ câu hỏi thành tin nhắn giúp; có tệp làm bằng chứng thì gửi phản ánh: /phananh. Đưa văn bản vào thư viện là việc của quản trị viên.
file-photo = Ảnh { $number }.jpg

# The card of a document as it was understood.
card-summary = <b>{ $documents } văn bản</b>, { $news } văn bản sẽ đăng
card-summary-struck = ⚠️ <b>CÒN chữ đã xóa</b> (chỗ xóa theo dõi chưa được chấp nhận): { $names }
card-line = { $number }. <b>{ $name }</b> ({ $state }{ $look })
    { $title }
card-line-look = { "" }, cần xem lại
card-short-added = mới
card-short-changed = thay bản đang có
card-short-replaced = thay bản tóm lược
card-short-unchanged = đã có
card-short-refused = không nhận
card-short-left-out = để lại
card-more = … và { $count } văn bản khác
card-more-items = … và { $count } mục khác
card-title = <b>{ $name }</b>
card-name = <i>{ $title }</i>
card-state-added = Văn bản mới
card-state-changed = Thay bản đang có trong thư viện
card-state-replaced = Thay bản tóm lược trong thư viện
card-state-unchanged = Thư viện đã có, không đổi
card-state-refused = Không nhận
card-state-left-out = Để lại, không đăng
card-issuer = Cơ quan: { $issuer }
card-issued = Ban hành: { $issued }
card-effective = Hiệu lực từ: { $effective }
card-until = Hết hiệu lực từ: { $day }
card-topics = Chủ đề: { $topics }
card-articles = Số điều, mục: { $count }
card-file = Tệp: { $file }
card-none = chưa rõ
card-cautions = ⚠️ <b>Cần xem lại</b>
card-difference = <b>Khác bản đang có</b>
card-difference-added = Thêm: { $labels }
card-difference-removed = Bỏ: { $labels }
card-difference-changed = Sửa: { $labels }
card-effects = <b>Tác động đến thư viện</b>
card-effects-none = Không sửa, thay văn bản nào khác.
card-item = • { $text }
card-and-more = và { $count } mục khác
card-others = Cũng cập nhật { $count } văn bản kèm theo chương trình.
card-refused = <b>Không nhận</b>

effect-sua_doi = Sửa đổi, bổ sung { $target }
effect-thay_the = Thay thế { $target }
effect-bai_bo = Bãi bỏ { $target }
effect-part = { $citation } của { $target }
effect-day = { "" } từ { $day }
effect-not-held = { "" } (chưa có trong thư viện)

caution-no-number = Không thấy số hiệu; số đang ghi là tạm.
caution-no-title = Không thấy tên văn bản.
caution-no-date = Không thấy ngày ban hành.
caution-no-effect = Không thấy ngày hiệu lực.
caution-future-date = Ngày ban hành { $day } ở tương lai.
caution-effect-before-issue = Hiệu lực từ { $effective }, trước ngày ban hành { $issued }.
caution-ended = Nay không còn hiệu lực, từ { $day }.
caution-ended-by = Nay không còn hiệu lực, từ { $day }; thay bằng { $by }.
caution-ocr = Chữ nhận dạng từ ảnh, { $pages } trang, độ tin cậy { $percent } %.
caution-ocr-low = Chữ nhận dạng từ ảnh chỉ tin được { $percent } %: anh/chị xem lại chữ, hoặc gửi ảnh chụp rõ hơn dưới dạng tệp.
caution-legacy-font = Phông chữ cũ ({ $fonts }) đã đổi sang Unicode.
caution-tracked-changes = Đã chấp nhận { $count } chỗ sửa theo dõi trong tệp Word.
caution-tracked-deletions = Tệp .doc còn { $count } chỗ xóa theo dõi chưa được chấp nhận: văn bản này CÒN các chữ đã xóa. Hãy mở tệp trong Word, chấp nhận mọi thay đổi rồi gửi lại.
caution-same-number = Số hiệu này đã có trong thư viện: thêm { $added }, bỏ { $removed }, sửa { $changed } điều.
caution-same-articles = Số hiệu này đã có trong thư viện; các điều không khác.
caution-fields-differ = Khác bản đang có ở: { $fields }.
caution-twice = Tệp { $file } cũng có số hiệu này; bản sau được lấy.
caution-no-articles = Không thấy Điều hay mục đánh số nào.
caution-missing-articles = Thiếu { $count } Điều: { $labels }.
caution-repeated-articles = Lặp { $count } Điều: { $labels }.
caution-digest-replaced = Thay cho bản tóm lược đang có.
caution-digest-held = Thư viện đã có toàn văn; bản tóm lược không thay được.
caution-digest = Đây là bản tóm lược, không phải văn bản gốc.
caution-unofficial = Văn bản tự ghi là không chính thức hoặc trích: giữ như bản tóm lược.
caution-removed-before = Văn bản này từng bị gỡ khỏi thư viện; đăng là đưa trở lại.
caution-corrected = Đã sửa tay: { $fields }.
caution-damaged-part = Một phần tệp hỏng, không đọc được.
caution-other = Cần xem lại (<code>{ $code }</code>).

button-job-publish = Đăng
button-job-publish-all = Đăng { $count } bản
button-job-fix = Sửa
button-job-text = Xem chữ
button-job-discard = Bỏ
button-job-discard-all = Bỏ hết
button-job-leave = Để lại
button-job-take = Lấy lại
button-job-each = Xem từng bản
button-job-all = Tất cả
button-job-apart = Tách từng ảnh
button-job-together = Gộp thành một
button-job-stop = Hủy
button-job-again = Thử lại
button-job-close = Đóng
button-job-back = ‹ Quay lại
button-job-undo = Hoàn tác
button-job-redo = Làm lại
button-job-return = Trở về
button-job-end = Đánh dấu
button-job-revive = Bỏ đánh dấu
button-job-keep = Không
button-job-none = Để trống
button-job-enter = Xong
button-job-today = Hôm nay
button-job-tomorrow = Ngày mai
button-job-skip = Bỏ qua
button-job-as-issued = Ngày ban hành
button-job-chosen = ✓ { $name }

# Correcting.
fix-title = <b>Sửa { $name }</b>
    Chọn mục cần sửa:
fix-value = <b>{ $field }</b>
    Đang ghi: { $value }
fix-value-number = Anh/chị gửi số hiệu đúng, ví dụ: 26/CT-TTg.
fix-value-kind = Anh/chị chọn hoặc gửi loại văn bản đúng.
fix-value-title = Anh/chị gửi tên văn bản đúng.
fix-value-issuer = Anh/chị gửi tên cơ quan ban hành đúng.
fix-value-issued = Anh/chị gửi ngày ban hành đúng, ví dụ: 05/09/2016.
fix-value-effective_from = Anh/chị gửi ngày bắt đầu có hiệu lực, ví dụ: 01/07/2025.
fix-value-effective_to = Anh/chị gửi ngày đầu tiên hết hiệu lực, ví dụ: 01/07/2025.
fix-value-topics = Anh/chị chọn các chủ đề rồi bấm Xong.
fix-reply = Trong nhóm, anh/chị trả lời (reply) vào tin này.
field-number = Số hiệu
field-kind = Loại văn bản
field-title = Tên văn bản
field-issuer = Cơ quan
field-issued = Ngày ban hành
field-effective_from = Hiệu lực từ
field-effective_to = Hết hiệu lực
field-topics = Chủ đề
wrong-unknown-field = Mục này không sửa được.
wrong-empty = Mục này không để trống được. Anh/chị gửi lại giúp.
wrong-not-a-day = Không hiểu ngày này. Anh/chị gửi dạng ngày/tháng/năm, ví dụ: 01/07/2025.
wrong-unlikely-day = Ngày này khó đúng với một văn bản. Anh/chị xem lại năm rồi gửi lại.
wrong-bad-number = Không giống số hiệu. Anh/chị gửi đủ, ví dụ: 26/CT-TTg hoặc 112/2020/NĐ-CP.
wrong-unknown-topic = Không có chủ đề này. Anh/chị chọn bằng nút.
wrong-too-long = Dài quá { $most } ký tự. Anh/chị gửi ngắn hơn.

# After publishing.
done-title = <b>Đã đăng { $count } văn bản</b>
done-line = • { $name }
done-asks = Câu hỏi từ giờ được trả lời theo các văn bản này.
done-asks-one = Câu hỏi từ giờ được trả lời theo văn bản này.
done-ended = <b>Đã đánh dấu</b> { $name } hết hiệu lực từ { $day }. Câu hỏi từ giờ được trả lời theo đó.
done-revived = <b>Đã bỏ đánh dấu</b> hết hiệu lực của { $name }. Câu hỏi từ giờ được trả lời theo đó.
done-undone = Đã trở về bản thư viện lúc <b>{ $at }</b>, { $documents } văn bản.

undo-ask = <b>Trở về bản thư viện lúc { $at }?</b>
undo-takes = Sẽ rút lại:
undo-brings = Sẽ có lại:
undo-line = • { $at }: { $changes }
undo-documents = Thư viện sẽ có { $documents } văn bản. Việc này cũng hoàn tác được.
undo-here = Thư viện đang ở bản này.
undo-gone = Bản này không còn trên đĩa. Gửi /lichsu để xem các bản còn giữ.
undo-nothing = Chưa có lần đăng nào trước đó để trở về.

changes-none = không đổi văn bản
changes-added = thêm { $names }
changes-changed = thay { $names }
changes-replaced = toàn văn thay tóm lược { $names }
changes-amended = sửa đổi { $names }
changes-ended = hết hiệu lực { $names }
changes-revived = có hiệu lực lại { $names }
changes-corrected = sửa tay { $names }
changes-removed = gỡ { $names }
changes-more = { $names } và { $count } văn bản khác

# Why something could not be done; the names of the files stand before it.
failed-title = ⚠️ <b>Không làm được</b>
failed-nothing = Không đọc được văn bản nào trong các tệp này.
failed-busy = Thư viện đang được cập nhật từ nơi khác. Anh/chị chờ một lát rồi bấm Thử lại.
failed-no-library = Chưa có thư viện. Chạy trên máy chủ: <code>congvu refresh</code>
failed-library = Thư viện đang hỏng: <code>{ $message }</code>
failed-model = Không dùng được mô hình: <code>{ $message }</code>
failed-refused = Không nhận được: <code>{ $message }</code>
failed-disk-full = Đĩa của máy chủ đã đầy. Dọn chỗ rồi bấm Thử lại.
failed-denied = Máy chủ không cho ghi vào thư mục thư viện: <code>{ $message }</code>
failed-database = Cơ sở dữ liệu của thư viện có lỗi: <code>{ $message }</code>
failed-died = Tiến trình xử lý thư viện đã dừng đột ngột. Anh/chị bấm Thử lại; nếu lặp lại, xem nhật ký máy chủ.
failed-unexpected = Có lỗi ngoài dự kiến. Anh/chị bấm Thử lại; nếu lặp lại, xem nhật ký máy chủ.
failed-other = Lỗi: <code>{ $message }</code>
failed-lost = Telegram không đưa được tệp này. Anh/chị gửi lại giúp.
failed-large = Lớn hơn 20 MB, Telegram không cho trợ lý tải về. Anh/chị chia nhỏ tệp.
failed-file = • { $file }: { $reason }

# Reading a file: the same table as indexer/problems.py.
read-unreadable = không mở được tệp.
read-folder = đây là thư mục, không phải tệp.
read-not-a-file = đây không phải là tệp.
read-empty = tệp rỗng, gửi lại từ nguồn.
read-too-large = tệp { $megabytes } MB, chỉ đọc được đến { $most } MB: chia nhỏ hoặc bỏ bớt ảnh.
read-unknown-kind = loại tệp này không đọc được: lưu lại thành .docx hoặc .pdf.
read-wrong-kind = nội dung không đúng là tệp { $expected }: tệp hỏng hoặc sai đuôi.
read-unread-inside = bên trong là { $found }, không đọc được: lưu lại thành .docx hoặc .pdf.
read-encrypted = tệp có mật khẩu: lưu lại không mật khẩu.
read-damaged = tệp hỏng: lấy lại từ nguồn.
read-slow = đọc quá { $seconds } giây chưa xong: chia nhỏ hoặc lưu lại.
read-memory = đọc cần hơn { $megabytes } MB bộ nhớ: chia nhỏ hoặc bỏ bớt ảnh.
read-unsafe = giải nén ra quá lớn, không an toàn để đọc: lưu lại không có ảnh.
read-too-long = dài hơn { $most } triệu ký tự: tách thành từng văn bản.
read-too-many-pages = có { $pages } trang, chỉ đọc được đến { $most } trang: chia nhỏ.
read-crashed = chương trình đọc tệp bị dừng: lưu lại, tốt nhất thành .docx.
read-not-understood = không hiểu được nội dung ({ $reason }): lưu lại rồi gửi lại.
read-no-text = tệp không có chữ.
read-only-pictures = chỉ có ảnh và không nhận dạng được chữ: chụp hoặc quét lại thẳng, rõ, ít nhất 200 dpi.
read-not-text = không phải tệp chữ: lưu lại thành UTF-8, .docx hoặc .pdf.
read-unknown-letters = bảng mã chữ không nhận ra được: lưu lại bằng UTF-8.
read-no-provisions = không có Điều, khoản hay mục đánh số để trích dẫn: xem có đúng là văn bản không.
read-tracked-deletions = còn { $count } chỗ xóa theo dõi chưa được chấp nhận: mở trong Word, chấp nhận mọi thay đổi rồi gửi lại.
read-no-soffice = máy chủ chưa có LibreOffice để đọc loại tệp này: cài libreoffice-writer-nogui, hoặc lưu thành .docx.
read-no-tesseract = máy chủ chưa có Tesseract để nhận dạng chữ: cài tesseract-ocr và tesseract-ocr-vie.
read-archive-empty = tệp nén không có tệp nào.
read-archive-damaged = tệp nén hỏng: nén lại hoặc lấy lại.
read-archive-too-many = tệp nén có { $count } tệp, chỉ đọc được { $most } tệp một lần: tách ra.
read-archive-too-large = giải nén ra hơn { $most } MB: tách ra.
read-archive-nested = là tệp nén nằm trong tệp nén: giải nén rồi gửi các tệp bên trong.
read-archive-unsafe = giải nén ra gấp hơn { $most } lần, không an toàn: gửi tệp không nén.
read-archive-method = kiểu nén này không đọc được: nén lại thành .zip thường.
read-no-articles = không có điều nào trong danh sách.
read-bad-article = dòng { $line } không phải là một điều đúng mẫu.
read-same-id = dòng { $line }: mã { $id } bị lặp.
read-open-front-matter = phần đầu mở bằng --- mà không đóng: thêm một dòng ---.
read-bad-field = dòng { $line }: phần đầu không có mục { $field }, hoặc ghi hai lần.
read-no-number = phần đầu không ghi số hiệu: thêm dòng number: …
read-bad-digest = digest ở phần đầu phải là true hoặc false.
read-bad-day = { $field } ở phần đầu phải là ngày dạng 2020-01-31, không phải { $value }.
read-kind-passed-over = loại tệp này không đọc, đã bỏ qua.
read-empty-folder = thư mục không có tệp nào để đọc.
read-digest-held = là bản tóm lược của { $number }, thư viện đã có toàn văn.
read-same-number = có cùng số hiệu { $number } với tệp trước; bản sau được lấy.

# Declaring a document ended.
end-number = <b>Đánh dấu hết hiệu lực</b>
    Văn bản nào? Anh/chị gửi số hiệu, ví dụ: 112/2020/NĐ-CP.
end-unknown = Thư viện không có văn bản số { $number }. Anh/chị gửi lại số hiệu, hoặc xem /vanban.
end-which = Có nhiều văn bản khớp. Anh/chị chọn hoặc gửi đủ số hiệu.
end-day = <b>{ $name }</b>
    { $status }
    Hết hiệu lực từ ngày nào? Anh/chị gửi ngày đầu tiên không còn hiệu lực, ví dụ: 01/07/2025.
end-reason = <b>{ $name }</b> hết hiệu lực từ { $day }.
    Vì sao? Anh/chị gửi lý do, ví dụ: bị thay bằng văn bản nào. Lý do được ghi vào nhật ký.
end-ask = <b>Đánh dấu { $name } hết hiệu lực từ { $day }?</b>
    Hiện nay: { $status }
end-ask-revive = <b>Bỏ đánh dấu hết hiệu lực của { $name }?</b>
    Hiện nay: { $status }
end-reason-line = Lý do: { $reason }
end-effect = Từ ngày đó, câu hỏi không được trả lời theo văn bản này nữa; quy định cũ vẫn tra được và ghi rõ là đã hết hiệu lực.
end-along = Cùng hết hiệu lực, vì chỉ sửa đổi văn bản hết hiệu lực:
end-along-revive = Cùng có hiệu lực trở lại, vì chỉ sửa đổi văn bản này:
end-along-line = • { $name }, từ { $day }
end-along-line-revive = • { $name }
end-effect-revive = Văn bản lại theo ngày hiệu lực ghi trong chính nó và trong các văn bản khác.

# /trangthai
status-library = Thư viện: { $documents } văn bản, { $provisions } điều khoản.
status-refreshed = Cập nhật lần cuối: { $at }.
status-model = Mô hình: <code>{ $model }</code>
status-disk = Đĩa còn trống: { $free } GB.
status-work = Thư viện đang bận; { $waiting } việc chờ.
status-idle = Không có việc nào đang chạy.
status-job = • { $what }: { $stage }
status-job-files = { $count } tệp
status-job-ending = đánh dấu hết hiệu lực
status-job-undo = hoàn tác
status-stage-asking = đang hỏi
status-stage-receiving = đang nhận
status-stage-previewing = đang đọc
status-stage-waiting = chờ duyệt
status-stage-publishing = đang đăng

# /lichsu
history-title = <b>Các lần đăng thư viện</b>
history-line = <b>{ $at }</b>{ $live }
    { $documents } văn bản: { $changes }
history-live = { "" } (đang dùng)
history-return = Về { $at }
history-empty = Chưa có lần đăng nào.

# /nhatky
log-title = <b>Nhật ký quản trị</b>
log-line = <b>{ $at }</b> { $actor }: { $act } { $what }{ $outcome }
log-what-end = { $target } từ { $day }. { $reason }
log-step = { $field } { $before } → { $after }
log-what = { $target }: { $changes }
log-empty = Nhật ký chưa có gì.
log-newest = ‹ Mới nhất
log-older = Cũ hơn ›
log-csv = Tải CSV
log-csv-caption = Nhật ký quản trị đến { $at }, dùng được với Excel.
log-act-publish = đăng:
log-act-rollback = trở về bản
log-act-correct = sửa tay
log-act-end = đánh dấu hết hiệu lực
log-act-revive = bỏ đánh dấu hết hiệu lực
log-act-remove = gỡ
log-act-restore = đưa trở lại
log-act-discard = bỏ
log-act-announce = thông báo
log-act-other = { $act }
log-outcome-done = { "" }
log-outcome-failed = { "" } (không thành)
log-outcome-begun = { "" } (đang làm)
log-outcome-died = { "" } (bị ngắt)
log-actor-telegram = Quản trị { $id }
log-actor-inbox = Thư mục nhận tệp
log-actor-cli = Máy chủ ({ $id })
log-actor-program = Chương trình
log-actor-other = { $id }

text-caption = Chữ của <b>{ $name }</b> như trợ lý hiểu.
text-gone = Không còn chữ của văn bản này. Anh/chị gửi lại tệp.
