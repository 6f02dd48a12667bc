### Lời của những việc tự chạy: thư mục được theo dõi, lần kiểm tra hằng đêm, các sự cố.

## Lý do ghi cạnh tệp trong thư mục được theo dõi

inbox-failed = Chưa đưa được tệp này vào thư viện. Chi tiết (tiếng Anh):
inbox-discarded = Quản trị viên đã bỏ, không đưa tệp này vào thư viện.
inbox-cancelled = Việc đưa tệp này vào thư viện đã bị dừng. Muốn làm lại, hãy chép tệp trở lại thư mục.
inbox-expired = Chờ duyệt quá lâu mà không ai quyết định, nên tệp này không vào thư viện. Muốn làm lại, hãy chép tệp trở lại thư mục.
inbox-members = Tệp nén này đã vào thư viện, trừ những phần sau. Chi tiết (tiếng Anh):

## Lần kiểm tra hằng đêm

nightly-title = 🗓 <b>Hiệu lực văn bản</b>
nightly-passed = <b>Đã hết hiệu lực</b>
nightly-soon = <b>Sắp hết hiệu lực (trong 30 ngày tới)</b>
nightly-line = • { $name } (<i>{ $title }</i>): từ { $day }
nightly-replaced = • { $name } (<i>{ $title }</i>): từ { $day }, thay bằng { $by }
nightly-more = … và { $count } văn bản khác.

## Sự cố, theo mã của chương trình; nhật ký máy chủ ghi bằng tiếng Anh

trouble-start = Trợ lý đang khởi động.
trouble-token = Telegram không nhận mã (token) của trợ lý. Kiểm tra <code>CONGVU_BOT_TOKEN</code>.
trouble-conflict = Một chương trình khác đang nhận tin thay trợ lý này. Dừng chương trình đó, hoặc đổi mã (token).
trouble-flood = Telegram yêu cầu trợ lý chờ. Trợ lý tự thử lại.
trouble-garbage = Không hiểu trả lời của Telegram. Kiểm tra mạng, <code>CONGVU_API_BASE</code> và <code>CONGVU_PROXY</code>.
trouble-timeout = Telegram trả lời quá chậm. Kiểm tra mạng, <code>CONGVU_API_BASE</code> và <code>CONGVU_PROXY</code>.
trouble-refused = Telegram từ chối yêu cầu của trợ lý. Kiểm tra <code>CONGVU_API_BASE</code>.
trouble-network = Không kết nối được với Telegram. Kiểm tra mạng, <code>CONGVU_API_BASE</code> và <code>CONGVU_PROXY</code>.
trouble-disk = Không ghi được vào bộ nhớ của trợ lý trên đĩa. Dọn chỗ trên đĩa của máy chủ; tin chưa ghi được sẽ được nhận lại.
trouble-space = Đĩa của máy chủ chỉ còn trống { $free } MB. Dọn chỗ.
trouble-library = Thư viện đang dùng bị mất hoặc hỏng. Chạy trên máy chủ: <code>congvu rollback</code>
trouble-inbox = Không dùng được thư mục nhận tệp. Kiểm tra thư mục còn đó, trợ lý ghi vào được và đĩa còn chỗ; các tệp vẫn nằm chờ.
trouble-inbox-nobody = Không có ai để hỏi về các tệp trong thư mục nhận tệp. Đặt <code>CONGVU_ADMINS</code>, hoặc <code>CONGVU_INBOX_PUBLISH=1</code> để đăng không cần hỏi.
trouble-inbox-another = Một trợ lý khác đang theo dõi cùng thư mục nhận tệp. Dừng một trong hai.
trouble-nightly = Chưa kiểm tra được thư viện trong đêm. Trợ lý tự kiểm tra lại; nếu lặp lại, xem nhật ký máy chủ.
trouble-snapshot = Lần kiểm tra đêm thấy thư viện bị hỏng. Chạy trên máy chủ: <code>congvu refresh</code>; nếu vẫn báo hỏng: <code>congvu rollback</code>, rồi đưa lại các tệp.
trouble-watchdog = Một bộ phận của trợ lý bị treo. Nếu trợ lý không tự khởi động lại, chạy trên máy chủ: <code>systemctl restart congvu</code>
trouble-broke = Bộ phận <code>{ $part }</code> gặp lỗi <code>{ $number }</code> và đã được chạy lại. Không mất gì; nếu lặp lại, xem nhật ký máy chủ.
trouble-other = Bộ phận <code>{ $part }</code> gặp trục trặc. Xem chi tiết trên máy chủ: <code>congvu doctor --live</code>
