"""What the letters of a số hiệu stand for: kinds of document and who issues them."""

KINDS = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Lệnh",
    "CT": "Chỉ thị",
    "CĐ": "Công điện",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "VBHN": "Văn bản hợp nhất",
    "ĐA": "Đề án",
    "CTr": "Chương trình",
}
"""Abbreviation in a number -> kind of document (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""

KIND_LINES = (
    "Bộ luật",
    "Luật",
    "Hiến pháp",
    "Pháp lệnh",
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Nghị định",
    "Thông tư liên tịch",
    "Thông tư",
    "Quyết định",
    "Chỉ thị",
    "Công điện",
    "Kết luận",
    "Kế hoạch",
    "Hướng dẫn",
    "Thông báo",
    "Báo cáo",
    "Quy định",
    "Quy chế",
    "Chương trình",
    "Đề án",
    "Lệnh",
)
"""Kinds as they stand on a line of their own above the title; longer names first."""

ISSUERS = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "CTN": "Chủ tịch nước",
    "TW": "Ban Chấp hành Trung ương Đảng",
    "VPCP": "Văn phòng Chính phủ",
    "TTCP": "Thanh tra Chính phủ",
    "KTNN": "Kiểm toán nhà nước",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "UBDT": "Ủy ban Dân tộc",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "BNV": "Bộ Nội vụ",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
    "BCT": "Bộ Công Thương",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGD&ĐT": "Bộ Giáo dục và Đào tạo",
    "BYT": "Bộ Y tế",
    "BXD": "Bộ Xây dựng",
    "BGTVT": "Bộ Giao thông vận tải",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "TANDTC": "Tòa án nhân dân tối cao",
    "HĐTP": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "TLĐ": "Tổng Liên đoàn Lao động Việt Nam",
}
"""Abbreviation in a number -> issuer; bodies of one province are named by the header alone."""

LOCAL = ("UBND", "HĐND", "TU", "TTU", "ĐU", "SNV")
"""Abbreviations whose province or unit only the header names."""

ISSUER_STARTS = (
    "QUỐC HỘI",
    "CHÍNH PHỦ",
    "THỦ TƯỚNG CHÍNH PHỦ",
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "HĐND",
    "HỘI ĐỒNG",
    "BỘ ",
    "THANH TRA",
    "TỈNH ỦY",
    "THÀNH ỦY",
    "HUYỆN ỦY",
    "QUẬN ỦY",
    "ĐẢNG ỦY",
    "BAN CHẤP HÀNH",
    "BAN BÍ THƯ",
    "BỘ CHÍNH TRỊ",
    "BAN ",
    "SỞ ",
    "TÒA ÁN",
    "VIỆN KIỂM SÁT",
    "KIỂM TOÁN",
    "NGÂN HÀNG NHÀ NƯỚC",
    "CHỦ TỊCH NƯỚC",
    "VĂN PHÒNG",
    "TỔNG ",
    "CỤC ",
)
"""How the line of the issuer begins, in capitals."""

ISSUER_ABOVE_BASIS = (
    "QUỐC HỘI",
    "CHÍNH PHỦ",
    "THỦ TƯỚNG",
    "BỘ TRƯỞNG",
    "CHỦ TỊCH",
    "TỔNG THANH TRA",
    "ỦY BAN",
    "UỶ BAN",
    "HỘI ĐỒNG",
    "GIÁM ĐỐC",
    "TRƯỞNG BAN",
    "THỐNG ĐỐC",
)
"""How the line between title and căn cứ begins, which names the signing body in capitals."""

PROPER_NAMES = (
    "Việt Nam",
    "Hồ Chí Minh",
    "Quốc hội",
    "Chính phủ",
    "Thủ tướng",
    "Nhà nước",
    "Đảng Cộng sản",
    "Mặt trận Tổ quốc",
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
)
"""Names that keep their capitals when a title printed in capitals is written small."""

PLACE_WORDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "đặc khu")
"""Words after which a name follows that is written with capitals."""
