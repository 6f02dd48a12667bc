# Theo dõi văn bản mới: màn hình /dangky, tin báo, và việc thông báo của quản trị viên.

command-dangky = Theo dõi văn bản mới
command-huydangky = Thôi theo dõi văn bản mới
command-thongbao = Thông báo văn bản cho người theo dõi

## Người theo dõi

following-private-only = Việc theo dõi văn bản mới dùng trong khung chat riêng với trợ lý. Anh/chị mở khung chat đó và gửi /dangky giúp.

following-screen =
    <b>Theo dõi văn bản mới</b>

    { $now }

    Khi cơ quan thông báo văn bản anh/chị theo dõi, trợ lý gửi một tin ngắn vào đây. Danh sách người theo dõi được niêm phong, chỉ dùng để gửi tin này.
following-nothing = Anh/chị chưa theo dõi văn bản nào. Chọn bằng nút bên dưới.
following-everything = Đang theo dõi: <b>tất cả văn bản mới</b>.
following-some = Đang theo dõi: <b>{ $names }</b>.
following-more = { $names } và { $count } mục khác
following-topics = <b>Theo chủ đề</b>: bấm để theo dõi hoặc thôi.
following-issuers = <b>Theo cơ quan ban hành</b>: bấm để theo dõi hoặc thôi.
following-topics-none = Thư viện chưa có văn bản nào ghi chủ đề.
following-issuers-none = Thư viện chưa có văn bản nào ghi cơ quan ban hành.

following-button-everything = Tất cả văn bản
following-button-topics = Theo chủ đề
following-button-issuers = Theo cơ quan
following-button-count = { $name } ({ $count })
following-button-on = ✓ { $name }
following-button-end = Bỏ hết

following-ended = Đã thôi theo dõi. Trợ lý không gửi tin văn bản mới cho anh/chị nữa. Muốn theo dõi lại, gửi /dangky.
following-none = Anh/chị chưa theo dõi văn bản mới nào. Muốn theo dõi, gửi /dangky.
following-many = Đã chọn { $most } mục, không chọn thêm được. Anh/chị có thể theo dõi tất cả văn bản.
following-gone = Thư viện hiện không còn mục này. Gửi /dangky để xem lại.

## Tin báo

announce-one = <b>Văn bản mới</b>
announce-many = <b>{ $count } văn bản mới</b>
announce-named = <b>{ $name }</b>
announce-title = <i>{ $title }</i>
announce-titled = <b>{ $name }</b> { $title }
announce-issued = { $issuer } ban hành.
announce-from = Có hiệu lực từ { $day }.
announce-effect-thay_the = Thay thế { $names }.
announce-effect-bai_bo = Bãi bỏ { $names }.
announce-effect-sua_doi = Sửa đổi, bổ sung { $names }.
announce-effect-more = { $names } và { $count } văn bản khác
announce-others = và { $count } văn bản khác, gửi /vanban để duyệt thư viện.
announce-end = Đổi hoặc thôi theo dõi: /dangky
announce-button-open = Xem văn bản

## Việc thông báo, cho quản trị viên

announce-offer = Có { $people } người theo dõi { $list }. Gửi cho mỗi người một tin?
announce-offer-before = Lưu ý: đã thông báo ngày { $day }. Thông báo lại thì người đã nhận sẽ nhận thêm một tin.
announce-button-start = Thông báo
announce-button-again = Thông báo lại
announce-button-decline = Không
announce-button-stop = Dừng
announce-declined = Không thông báo { $list }.
announce-waiting = Chờ thông báo { $list }: một thông báo khác đang được gửi.
announce-running = Đang thông báo { $list }: { $told }/{ $people } người ({ $percent } %). { $left }
announce-ended = Đã thông báo { $list } cho { $told } người.
announce-stopped = Đã dừng thông báo { $list }: { $told } người đã được báo.
announce-void = Đã dừng thông báo { $list }: văn bản không còn trong thư viện. { $told } người đã được báo.
announce-lost = { $count } người không còn nhận tin của trợ lý, đã bỏ khỏi danh sách.
announce-gone = Việc thông báo này đã xong hoặc đã dừng.
announce-admins = Việc thông báo dành cho quản trị viên.
announce-unfollowed = Chưa ai theo dõi { $list }, nên không có ai để thông báo.
announce-which = Ghi số hiệu văn bản cần thông báo ngay sau lệnh, ví dụ: <code>/thongbao 44/2019/QH14</code>
announce-unknown = Thư viện không có “{ $number }”. Anh/chị kiểm tra số hiệu, hoặc gửi /vanban để duyệt thư viện.
announce-ambiguous = Số hiệu này khớp với nhiều văn bản: { $numbers }. Anh/chị ghi đủ số hiệu giúp.
announce-cancelled = Đang dừng việc thông báo { $list }.
announce-status = Người theo dõi văn bản mới: { $count }
log-act-announce-stop = dừng thông báo
announce-list-more = { $name } và { $count } văn bản khác

## Thời gian còn lại

left-seconds = Còn khoảng { $count } giây.
left-minutes = Còn khoảng { $count } phút.
left-hours = Còn khoảng { $count } giờ.
