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

## Kiểm biên nhận

nav-proof = Kiểm biên nhận
proof-title = Kiểm biên nhận
proof-about = Dán dòng xác nhận bắt đầu bằng CVPA1 mà người phản ánh giữ. Dòng này không cho biết người phản ánh là ai.
proof-label = Dòng xác nhận
proof-button = Kiểm
proof-wrong = Không phải dòng xác nhận do nơi này ký: dòng chép thiếu, đã bị sửa, hoặc của nơi khác.
proof-right = Chữ ký đúng: phản ánh được nhận tại đây ngày { $day } và còn nguyên vẹn.
proof-altered = Chữ ký đúng: phản ánh được nhận tại đây ngày { $day }, nhưng phần niêm phong đang lưu ĐÃ BỊ SỬA. Hãy báo quản trị.
proof-not-here = Chữ ký đúng: phản ánh được nhận tại đây ngày { $day }. Hồ sơ không còn lưu, vì đã xóa theo thời hạn hoặc đã bị sửa.

## Hồ sơ

case-title = Hồ sơ { $number }
jump = Các phần của hồ sơ
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
problem-gap = Câu báo cho người phản ánh còn chỗ chưa điền: { $gap }.
problem-ended = Hồ sơ đã kết thúc nên tin chưa gửi. Nội dung anh/chị viết còn trong phần "Nhắn người phản ánh".

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

done-message = Đã gửi tin cho người phản ánh.
done-note = Đã ghi chú nội bộ.
done-status = Đã thay đổi tình trạng và báo người phản ánh.
done-assign = Đã giao hồ sơ.

answer-title = Nhắn người phản ánh
answer-label = Nội dung
answer-hint = Người phản ánh đọc được bằng mã biên nhận. Không hỏi họ tên, số điện thoại hay nơi ở.
answer-button = Gửi
answer-ended = Hồ sơ đã kết thúc: người phản ánh không trả lời được nữa nên không nhắn thêm.
answer-unsent = Tin chưa gửi
note-title = Ghi chú nội bộ
note-label = Chỉ thanh tra viên đọc được
note-button = Ghi
status-title = Thay đổi tình trạng
status-label = Chuyển sang
status-reason = Lý do (nội bộ)
status-body = Cơ quan tiếp nhận (khi chuyển hồ sơ)
status-sentence = Câu báo cho người phản ánh
status-sentence-hint = Để trống thì gửi câu mẫu; khi kết thúc hồ sơ phải điền kết quả vào câu. Lý do nội bộ không gửi đi.
status-button = Thay đổi
told-body-gap = (tên cơ quan tiếp nhận)
told-result-gap = (ghi kết quả xử lý)
told-verifying = Phản ánh của anh/chị đã được xem và đang được xác minh.
told-concluded = Việc xác minh đã xong và đã có kết luận. Cơ quan sẽ báo anh/chị hướng xử lý tiếp theo.
told-referred = Phản ánh của anh/chị đã được chuyển đến { $body } là nơi có thẩm quyền giải quyết.
told-closed = Hồ sơ phản ánh của anh/chị đã kết thúc. Kết quả: { $result }. Cảm ơn anh/chị đã phản ánh.
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

## Thống kê

nav-figures = Thống kê
figures-title = Thống kê phản ánh
figures-period = Kỳ số liệu: tháng { $first } đến tháng { $last }
figures-period-one = Kỳ số liệu: tháng { $month }
figures-from = Từ tháng
figures-to = Đến tháng
figures-button = Xem
figures-choices = Chọn nhanh kỳ số liệu
figures-last-month = Tháng trước
figures-this-month = Tháng này
figures-quarter = Quý này
figures-this-year = Năm nay
figures-last-year = Năm trước
figures-twelve = 12 tháng gần nhất
figures-total = Phản ánh trong kỳ
figures-median = Trung vị số ngày đến lần trả lời đầu tiên
figures-left-out = Tháng không nêu số
figures-rule = Nhóm dưới { $smallest } hồ sơ không nêu riêng mà gộp chung, để không ai suy ra được người phản ánh. Tháng có ít hơn { $smallest } hồ sơ không nêu số và không tính vào tổng.
figures-running = Kỳ này chưa kết thúc; số liệu còn thay đổi. Không gửi số liệu tạm của tháng đang chạy ra ngoài: so hai lần gửi sẽ lộ từng hồ sơ.
figures-none = Kỳ này không có số liệu nào đủ lớn để nêu.
figures-monthly = Xuất báo cáo tháng
figures-kind = Loại hành vi
figures-unit = Đơn vị bị phản ánh
figures-month = Tháng tiếp nhận
figures-status = Tình trạng hồ sơ
figures-answer = Thời gian đến lần trả lời đầu tiên
figures-overdue = Thực hiện thời hạn
figures-chart-of = Biểu đồ cột: { $title }. Số liệu nằm trong bảng đi kèm.
figures-count = Số hồ sơ
figures-share = Tỷ lệ
figures-kept-back = dưới { $smallest }
figures-mixed = Các nhóm nhỏ gộp chung
figures-unit-free = Đơn vị do người phản ánh tự ghi
figures-answer-0-2 = Trong 2 ngày
figures-answer-3-7 = Từ 3 đến 7 ngày
figures-answer-8-14 = Từ 8 đến 14 ngày
figures-answer-15-30 = Từ 15 đến 30 ngày
figures-answer-31-more = Trên 30 ngày
figures-answer-none = Chưa trả lời
figures-overdue-no = Đúng hạn hoặc còn hạn
figures-overdue-yes = Có thời hạn bị quá

## Báo cáo tháng

monthly-title = Xuất báo cáo tháng
monthly-about = Báo cáo lập theo thể thức Nghị định 30/2020/NĐ-CP: tệp Word để trình ký, tệp Excel để tổng hợp. Ô nào để trống thì trong tệp có chỗ chấm để điền. Báo cáo chỉ có số liệu, không có nội dung phản ánh.
monthly-month = Tháng báo cáo
monthly-office = Tên cơ quan
monthly-superior = Cơ quan chủ quản (nếu có)
monthly-abbreviation = Chữ viết tắt tên cơ quan trong số, ký hiệu
monthly-where = Địa danh
monthly-addressee = Kính gửi
monthly-signer = Chức vụ người ký
monthly-signer-name = Họ và tên người ký
monthly-docx = Tải tệp Word (.docx)
monthly-xlsx = Tải tệp Excel (.xlsx)
monthly-wrong-month = Tháng báo cáo phải có dạng năm và tháng, ví dụ 2026-11.
monthly-wrong-running = Tháng này chưa kết thúc nên chưa lập báo cáo được: so với báo cáo chính thức, số liệu tạm sẽ làm lộ từng hồ sơ.
monthly-other-units = Các đơn vị khác
monthly-nation = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
monthly-motto = Độc lập - Tự do - Hạnh phúc
monthly-number = Số:        /BC-{ $office }
monthly-place = { $place }, ngày     tháng { $month } năm { $year }
monthly-kind = BÁO CÁO
monthly-subject = Kết quả tiếp nhận và xử lý phản ánh tháng { $month }
monthly-to = Kính gửi: { $addressee }
monthly-part-received = I. TÌNH HÌNH TIẾP NHẬN PHẢN ÁNH
monthly-part-handled = II. KẾT QUẢ XỬ LÝ
monthly-part-outlook = III. NHẬN XÉT, KIẾN NGHỊ
monthly-received = Trong tháng { $month }, cơ quan tiếp nhận { $total } phản ánh không nêu tên về việc thực hiện kỷ luật, kỷ cương hành chính và đạo đức công vụ qua Trợ lý Công vụ{ $trend }.
monthly-trend-more = , tăng { $difference } phản ánh so với tháng trước ({ $before } phản ánh)
monthly-trend-less = , giảm { $difference } phản ánh so với tháng trước ({ $before } phản ánh)
monthly-trend-same = , bằng tháng trước
monthly-trend-unknown = {""}
monthly-few = Trong tháng { $month }, cơ quan tiếp nhận dưới { $smallest } phản ánh nên không nêu số liệu chi tiết.
monthly-handled = Trung vị số ngày từ khi tiếp nhận đến lần trả lời đầu tiên là { $days } ngày. Tình trạng hồ sơ tính tại ngày lập báo cáo.
monthly-handled-few = Số hồ sơ đã trả lời trong tháng quá ít để nêu số liệu. Tình trạng hồ sơ tính tại ngày lập báo cáo.
monthly-outlook = 1. Nhận xét, đánh giá:
monthly-proposal = 2. Kiến nghị, đề xuất:
monthly-note = Ghi chú: nhóm dưới { $smallest } hồ sơ được gộp chung, tháng có ít hơn { $smallest } hồ sơ không nêu số, để không lộ người phản ánh; vì vậy tổng của một bảng có thể nhỏ hơn số tiếp nhận.
monthly-closing = Trên đây là báo cáo kết quả tiếp nhận và xử lý phản ánh của { $office }./.
monthly-recipients = Nơi nhận:
monthly-recipients-list = - Như trên; | - Lưu: VT, ……
monthly-table-kind = Bảng 1. Phản ánh theo loại hành vi
monthly-table-unit = Bảng 2. Phản ánh theo đơn vị bị phản ánh
monthly-table-month = Bảng 3. Phản ánh tiếp nhận từ đầu năm
monthly-table-status = Bảng 4. Tình trạng hồ sơ
monthly-table-answer = Bảng 5. Thời gian đến lần trả lời đầu tiên
monthly-table-overdue = Bảng 6. Thực hiện thời hạn
monthly-column-place = STT
monthly-column-kind = Loại hành vi
monthly-column-unit = Đơn vị
monthly-column-month = Tháng
monthly-column-status = Tình trạng
monthly-column-answer = Thời gian
monthly-column-overdue = Thời hạn
monthly-column-count = Số hồ sơ
monthly-column-share = Tỷ lệ
monthly-sum = Cộng
monthly-sheet-summary = Tổng hợp
monthly-sheet-kind = Loại hành vi
monthly-sheet-unit = Đơn vị
monthly-sheet-month = Từ đầu năm
monthly-sheet-status = Tình trạng
monthly-sheet-answer = Thời gian trả lời
monthly-sheet-overdue = Thời hạn
monthly-measure = Chỉ tiêu
monthly-value = Số liệu
monthly-total = Phản ánh tiếp nhận trong tháng
monthly-before = Phản ánh tiếp nhận tháng trước
monthly-median = Trung vị số ngày đến lần trả lời đầu tiên
monthly-untold = không nêu
monthly-made = Ngày lập

## Xuất hồ sơ

tools-title = Xuất và chia sẻ
tools-export = Xuất hồ sơ
tools-redact = Che thông tin để chia sẻ
export-title = Xuất hồ sơ { $number }
export-about = Việc xuất được ghi vào diễn biến của hồ sơ. Tệp gửi thẳng đến trình duyệt, không có bản nào nằm lại trên máy chủ của bàn tiếp nhận.
export-zip = Tệp niêm phong (.congvu)
export-zip-about = Gồm nội dung, trao đổi, diễn biến, các tệp kèm theo và bảng kê mã băm, niêm phong bằng câu mật khẩu. Nơi nhận mở bằng lệnh congvu open-export. Gửi câu mật khẩu bằng đường khác, không gửi cùng tệp.
export-passphrase = Câu mật khẩu (ít nhất { $least } ký tự)
export-again = Nhập lại câu mật khẩu
export-suggested = Gợi ý một câu mật khẩu mạnh:
export-originals = Kèm bản gốc của các tệp
export-originals-hint = Bản gốc có thể cho biết người phản ánh là ai: nơi chụp, máy chụp, tên tác giả. Chỉ kèm khi nơi nhận cần làm chứng cứ.
export-uncleaned = Có { $count } tệp chỉ có bản gốc; không kèm bản gốc thì các tệp này không nằm trong tệp xuất.
export-notes = Kèm ghi chú nội bộ, người thụ lý và nhật ký của bàn tiếp nhận
export-zip-button = Tải tệp niêm phong
export-docx = Tệp Word (.docx)
export-docx-about = Nội dung, trao đổi và diễn biến, không có tệp kèm theo. Tệp này không được niêm phong: ai có tệp đều đọc được.
export-open = Tôi hiểu rằng tệp Word không được niêm phong
export-docx-button = Tải tệp Word
export-barred = Khóa này không mở được hồ sơ nên không xuất được.
export-wrong-open = Hãy đánh dấu ô xác nhận rằng tệp Word không được niêm phong.
export-wrong-short = Câu mật khẩu phải có ít nhất { $least } ký tự.
export-wrong-again = Hai lần nhập câu mật khẩu không giống nhau.
export-said-zip = Tệp niêm phong
export-said-zip-originals = Tệp niêm phong, kèm bản gốc các tệp
export-said-docx = Tệp Word, không niêm phong
export-doc-title = HỒ SƠ PHẢN ÁNH { $number }
export-doc-subtitle = Tài liệu nội bộ, không phổ biến
export-doc-facts = 1. Thông tin chung
export-doc-fact = Mục
export-doc-value = Nội dung
export-doc-kind = Loại hành vi
export-doc-unit = Đơn vị
export-doc-received = Ngày nhận
export-doc-status = Tình trạng
export-doc-report = 2. Nội dung phản ánh
export-doc-when = Thời gian xảy ra: { $value }
export-doc-who = Người bị phản ánh: { $value }
export-doc-unsaid = không nêu
export-doc-files = 3. Tệp kèm theo
export-doc-number = STT
export-doc-file = Tên tệp
export-doc-photo = Ảnh gửi trong khung chat
export-doc-size = Dung lượng
export-doc-story = 4. Diễn biến
export-doc-none = Không có.
export-doc-barred = Phần này không mở được: niêm phong đã bị sửa hoặc thuộc hồ sơ khác.
export-event-status = { $at }, { $inspector }: chuyển tình trạng sang "{ $status }".
export-event-assigned = { $at }, { $inspector }: giao hồ sơ cho
export-event-note = { $at }, { $inspector } ghi chú nội bộ:
export-event-message = { $at }, { $inspector }: nhắn người phản ánh.
export-event-shared = { $at }, { $inspector }: chia sẻ bản đã che.
export-event-exported = { $at }, { $inspector }: xuất hồ sơ.
export-event-body = Cơ quan tiếp nhận: { $body }.
export-message-reporter = { $at }, người phản ánh viết:
export-message-inspector = { $at }, thanh tra viên viết cho người phản ánh:
export-message-system = { $at }, thông báo cho người phản ánh:
export-message-files = (kèm { $count } tệp)

## Che thông tin

redact-title = Che thông tin, hồ sơ { $number }
redact-about = Chọn phần muốn chia sẻ, rồi liệt kê những từ cần che. Từ bị che không còn trong tệp tải về, kể cả trong thuộc tính tệp. Viết hoa hay thường, có dấu hay không dấu đều được che; khối che nào cũng dài như nhau.
redact-reporter = Che cả những chi tiết chỉ người phản ánh biết: giờ đến, số thứ tự, loại hồ sơ, quan hệ, cách viết riêng. Người bị phản ánh có thể từ đó nhận ra họ.
redact-parts = Phần chia sẻ
redact-part-kind = Loại hành vi
redact-part-unit = Đơn vị
redact-part-when = Thời gian xảy ra
redact-part-what = Nội dung phản ánh
redact-part-who = Người bị phản ánh
redact-part-message-reporter = Tin { $number } của người phản ánh, { $day }
redact-part-message-inspector = Tin { $number } của thanh tra viên, { $day }
redact-part-message-system = Thông báo { $number }, { $day }
redact-part-empty = Không nêu
redact-suggested = Gợi ý
redact-suggested-hint = Máy chỉ tìm được một phần, nhất là tên viết thường. Hãy đọc lại toàn văn.
redact-kind-phone = số điện thoại
redact-kind-identity = số giấy tờ
redact-kind-email = thư điện tử
redact-kind-link = tài khoản mạng
redact-kind-plate = biển số xe
redact-kind-address = địa chỉ
redact-kind-name = tên người
redact-phrases = Từ, cụm từ cần che (mỗi dòng một cụm)
redact-phrases-hint = Bôi đen chữ ở phần trên rồi bấm "Che chữ đã chọn", hoặc gõ trực tiếp vào đây.
redact-select = Che chữ đã chọn
redact-images = Ảnh
redact-image = Ảnh { $number }
redact-image-take = Đưa ảnh này vào bản chia sẻ
redact-image-boxes = Khung che: trái, trên, rộng, cao; mỗi khung một dòng, tính theo phần nghìn của ảnh
redact-image-hint = Kéo chuột hoặc bút trên ảnh để vẽ khung. Ảnh chia sẻ được vẽ lại từ bản đã làm sạch.
redact-image-style = Cách che
redact-image-black = Khối đen
redact-image-blur = Làm mờ
redact-image-undo = Bỏ khung cuối
redact-image-only = Ảnh chỉ có trong tệp Word; tệp văn bản không có ảnh.
redact-preview-button = Xem trước
redact-docx-button = Tải tệp Word (.docx)
redact-txt-button = Tải tệp văn bản (.txt)
redact-preview = Xem trước bản chia sẻ
redact-preview-count = Đã che { $count } chỗ.
redact-preview-missed = Không thấy trong phần chia sẻ, hãy kiểm tra chính tả: { $phrases }.
redact-preview-first = Hãy xem trước; sau đó mới tải về được.
redact-wrong-parts = Hãy chọn ít nhất một phần để chia sẻ.
redact-wrong-box = Khung che của ảnh { $number } chưa đúng: mỗi dòng cần bốn số từ 0 đến 1000.
redact-wrong-image = Ảnh { $number } không mở được.
redact-wrong-left = Một cụm từ cần che vẫn còn trong tệp nên tệp không được gửi đi. Hãy báo quản trị.
redact-said-docx = Bản đã che, tệp Word: { $parts }
redact-said-txt = Bản đã che, tệp văn bản: { $parts }
redact-doc-title = TRÍCH NỘI DUNG PHẢN ÁNH
redact-doc-subtitle = Bản đã che thông tin
