### Lời của những việc tự chạy: thư mục được theo dõi và lần kiểm tra hằng đêm.

## Lý do ghi cạnh tệp trong thư mục được theo dõi

inbox-failed = Chưa đưa được tệp này vào thư viện. Chi tiết (tiếng Anh):
inbox-discarded = Quản trị viên đã bỏ, không đưa tệp này vào thư viện.
inbox-cancelled = Việc đưa tệp này vào thư viện đã bị dừng. Muốn làm lại, hãy chép tệp trở lại thư mục.
inbox-members = Tệp nén này đã vào thư viện, trừ những phần sau. Chi tiết (tiếng Anh):

## Lần kiểm tra hằng đêm

nightly-title = 🗓 <b>Hiệu lực văn bản</b>
nightly-passed = <b>Đã hết hiệu lực</b>
nightly-soon = <b>Sắp hết hiệu lực (trong 30 ngày tới)</b>
nightly-line = • { $name } (<i>{ $title }</i>): từ { $day }
nightly-replaced = • { $name } (<i>{ $title }</i>): từ { $day }, thay bằng { $by }
nightly-more = … và { $count } văn bản khác.
