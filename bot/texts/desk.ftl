# Mọi lời trên trang của thanh tra viên (bot/desk). Giọng văn hành chính, ngắn, rõ.

## Khung trang

desk-name = Bàn tiếp nhận phản ánh
skip = Đến nội dung chính
nav = Các trang
nav-inbox = Hồ sơ
lock = Khóa ngay
back-to-inbox = Về danh sách hồ sơ

## Điều không làm được

problem-title = Không làm được
problem-form = Biểu mẫu này không còn hiệu lực. Hãy quay lại, tải lại trang rồi gửi lần nữa.
problem-long = Nội dung gửi đi quá dài. Hãy rút ngắn rồi gửi lại.
problem-not-found = Không có trang này hoặc hồ sơ đã được xóa theo thời hạn lưu giữ.
problem-unforeseen = Có lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, báo cho quản trị số lỗi { $number }.

## Mở khóa

unlock-title = Mở khóa
unlock-about = Chọn tệp khóa của anh/chị và nhập câu mật khẩu. Khóa chỉ nằm trong bộ nhớ và bị xóa khi khóa trang.
unlock-key = Tệp khóa
unlock-key-hint = Tệp được đọc thẳng vào bộ nhớ, không lưu lại trên máy này.
unlock-key-named = Dùng tệp khóa { $name } đã nêu khi khởi động.
unlock-key-other = Dùng tệp khóa khác
unlock-passphrase = Câu mật khẩu
unlock-passphrase-hint = Quên câu mật khẩu thì không ai mở lại được các hồ sơ bằng khóa này.
unlock-button = Mở khóa
unlock-why-idle = Trang đã tự khóa sau 10 phút không dùng.
unlock-why-locked = Trang đã khóa. Hãy mở khóa để tiếp tục.
unlock-why-done = Đã khóa. Khóa và nội dung đã mở không còn trong bộ nhớ của trang.
unlock-wrong = Câu mật khẩu không đúng với tệp khóa này.
unlock-no-key = Tệp đã chọn không phải tệp khóa, hoặc đã hỏng. Hãy chọn tệp khóa do lệnh congvu keys new tạo ra.
unlock-incomplete = Cần có cả tệp khóa và câu mật khẩu.
unlock-wait = Vừa có lần nhập sai. Hãy đợi { $seconds } giây rồi thử lại.

## Danh sách hồ sơ

inbox-title = Hồ sơ phản ánh
inbox-count = { $count } hồ sơ được chọn trong tổng số { $all }
inbox-empty = Không có hồ sơ nào như đã chọn. Hãy bỏ bớt điều kiện lọc.
inbox-none = Chưa có phản ánh nào.
inbox-waiting = Có tin mới
column-number = Mã hồ sơ
column-received = Ngày nhận
column-kind = Loại hành vi
column-unit = Đơn vị
column-what = Đơn vị, nội dung
column-status = Tình trạng
column-due = Thời hạn
filters = Lọc hồ sơ
filter-open = Chưa kết thúc
filter-all = Tất cả
filter-every-kind = Mọi loại
filter-every-unit = Mọi đơn vị
filter-every-day = Mọi thời hạn
filter-overdue = Quá hạn ({ $count })
filter-near = Sắp đến hạn ({ $count })
filter-button = Lọc
search-label = Tìm trong nội dung các hồ sơ mở được
search-button = Tìm
search-said = Đang tìm: { $query }
search-end = Bỏ tìm
pages = Các trang của danh sách
page-before = Trang trước
page-after = Trang sau
page-at = Trang { $at } / { $pages }

## Tình trạng và thời hạn

status-received = Tiếp nhận
status-verifying = Đang xác minh
status-concluded = Đã kết luận
status-referred = Đã chuyển cơ quan có thẩm quyền
status-closed = Đã kết thúc
status-spam = Không phải phản ánh
due-overdue = Quá hạn
due-near = Sắp đến hạn
due-due = Còn hạn
due-met = Đã xong
deadline-check = Kiểm tra ban đầu
deadline-resolve = Kết luận
terms-title = Thời hạn
terms-none = Hồ sơ này không có thời hạn.
term-days-working = { $days } ngày làm việc.
term-days = { $days } ngày.
term-source = Căn cứ: { $source }.
term-source-own = Thời hạn nội bộ của cơ quan, lấy theo { $source }.
term-no-calendar = Chưa có lịch nghỉ lễ, Tết năm { $year }; ngày đến hạn có thể lùi lại.

## Hồ sơ

case-title = Hồ sơ { $number }
back-to-case = Về hồ sơ { $number }
report-title = Nội dung phản ánh
report-when = Thời gian xảy ra
report-who = Người bị phản ánh
not-said = Không nêu
assigned = Người thụ lý
assigned-nobody = Chưa giao
barred-foreign = Hồ sơ này không niêm phong cho khóa của anh/chị. Chỉ thanh tra viên có khóa tại thời điểm nhận phản ánh mới mở được.
barred-keys = Không mở được khóa của hồ sơ: phần niêm phong đã bị sửa, hoặc thuộc hồ sơ khác. Hãy báo quản trị và đối chiếu với bản sao lưu.
barred-content = Không mở được nội dung phản ánh: phần niêm phong đã bị sửa, bị cắt, hoặc thuộc hồ sơ khác. Các phần khác của hồ sơ vẫn đọc được.
barred-message = Không mở được tin nhắn số { $number }: phần niêm phong đã bị sửa, hoặc thuộc hồ sơ khác.
barred-event = Không mở được mục nhật ký số { $number }: phần niêm phong đã bị sửa, hoặc thuộc hồ sơ khác.
barred-short-foreign = Không niêm phong cho khóa này
barred-short-keys = Không mở được
barred-short-content = Không mở được
problem-barred = Khóa này không mở được hồ sơ nên không thể ghi gì vào hồ sơ.
problem-changed = Hồ sơ vừa thay đổi: có người khác cập nhật, hoặc người phản ánh gửi thêm tin. Nội dung anh/chị viết còn nguyên trong ô; hãy xem diễn biến mới rồi gửi lại.
problem-empty = Chưa nhập nội dung.
problem-status = Tình trạng này không chuyển tiếp được từ tình trạng hiện tại.
problem-reason = Cần ghi lý do của việc thay đổi tình trạng.
problem-body = Cần ghi cơ quan tiếp nhận khi chuyển hồ sơ.

## Tệp kèm theo

files-title = Tệp kèm theo ({ $count })
file-image = Ảnh số { $number } kèm theo, bản đã làm sạch
file-unnamed = Tệp số { $number }
file-save = Lưu bản đã làm sạch
file-original = Lưu bản gốc
file-barred = Không mở được tệp này: tệp đã bị sửa, bị cắt, bị thiếu, hoặc thuộc hồ sơ khác. Các phần khác của hồ sơ vẫn đọc được.
file-uncleaned-video = Video: không có bản làm sạch.
file-uncleaned-audio = Ghi âm: không có bản làm sạch; giọng nói có thể cho biết người gửi là ai.
file-uncleaned-broken = Tệp hỏng: không làm sạch được.
file-uncleaned-unknown = Loại tệp này không làm sạch được.
original-title = Lưu bản gốc?
original-reporter = Bản gốc có thể chứa thông tin cho biết người phản ánh là ai: nơi chụp, máy chụp, tên tác giả. Chỉ lưu khi cần làm chứng cứ; không gửi bản gốc cho đơn vị bị phản ánh.
original-machine = Tệp do người lạ gửi đến và có thể chứa mã độc. Nên mở trên máy không nối mạng.
original-button = Lưu bản gốc
original-after = Tệp đã lưu không còn được niêm phong. Xóa tệp khi dùng xong.

## Diễn biến

story-title = Diễn biến
story-received = Tiếp nhận phản ánh
event-status = chuyển tình trạng sang
event-assigned = giao hồ sơ cho
event-note = ghi chú nội bộ
event-message = nhắn người phản ánh
event-shared = chia sẻ bản đã che
event-exported = xuất hồ sơ
event-reason = Lý do:
event-body = Cơ quan tiếp nhận:
event-told = Đã báo người phản ánh:
author-reporter = Người phản ánh
author-inspector = Thanh tra viên
author-system = Thông báo tự động

## Việc làm với hồ sơ

answer-title = Nhắn người phản ánh
answer-label = Nội dung
answer-hint = Người phản ánh đọc được bằng mã biên nhận. Không hỏi họ tên, số điện thoại hay nơi ở.
answer-button = Gửi
note-title = Ghi chú nội bộ
note-label = Chỉ thanh tra viên đọc được
note-button = Ghi
status-title = Thay đổi tình trạng
status-label = Chuyển sang
status-reason = Lý do (nội bộ)
status-body = Cơ quan tiếp nhận (khi chuyển hồ sơ)
status-sentence = Câu báo cho người phản ánh
status-sentence-hint = Để trống thì gửi câu mẫu. Lý do nội bộ không gửi đi.
status-button = Thay đổi
told-body-gap = (tên cơ quan tiếp nhận)
told-verifying = Phản ánh của anh/chị đã được xem và đang được xác minh.
told-concluded = Việc xác minh đã xong và đã có kết luận. Cơ quan sẽ báo anh/chị hướng xử lý tiếp theo.
told-referred = Phản ánh của anh/chị đã được chuyển đến { $body } là nơi có thẩm quyền giải quyết.
told-closed = Hồ sơ phản ánh của anh/chị đã kết thúc. Cảm ơn anh/chị đã phản ánh.
told-spam = Nội dung gửi đến chưa phải là một phản ánh nên hồ sơ được kết thúc. Nếu có sự việc cụ thể, anh/chị có thể gửi phản ánh mới.
assign-title = Giao hồ sơ
assign-label = Người thụ lý
assign-button = Giao

## Quy định áp dụng

law-title = Quy định áp dụng
law-day = Hiệu lực tính tại ngày { $day }.
law-digest = Bản tóm lược, không thay văn bản gốc.
law-not-held = Thư viện trên máy này chưa có điều khoản; hãy tra văn bản gốc.
law-none = Chưa có quy định nào gắn với loại hành vi này.
validity-con_hieu_luc = Đang có hiệu lực.
validity-chua_hieu_luc = Chưa có hiệu lực.
validity-het_hieu_luc = Đã hết hiệu lực.
validity-chua_ro = Chưa rõ ngày hiệu lực.
validity-from = Hiệu lực từ { $day }.
validity-to = Hết hiệu lực từ { $day }.
validity-replaced = Được thay bằng: { $numbers }.
