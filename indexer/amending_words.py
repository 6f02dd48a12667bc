"""The words by which Vietnamese law amends: verbs, pieces, lists, limits and exceptions."""

import re

from indexer.mentions import KIND

LABEL = re.compile(r"\s*(?:Điều\s+\d+[a-zđ]?\s*[.:]|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*\))\s*")
VERB = re.compile(
    r"(?P<amend>Sửa đổi(?:\s*(?:,|và|;)\s*bổ sung)?(?:\s*(?:,|và|;)\s*(?:bãi bỏ|thay thế))?)"
    r"|(?P<insert>Bổ sung(?P<too>(?:\s*,)?\s*(?:và\s+)?sửa đổi)?)"
    r"|(?P<repeal>Bãi bỏ|Hủy bỏ|Huỷ bỏ)|(?P<strike>Bỏ|Thay thế|Thay)\b",
    re.IGNORECASE,
)
MORE_VERBS = re.compile(r"\b(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế)\b", re.IGNORECASE)
PASSIVE = re.compile(
    r"(?P<what>(?:Các\s+)?(?:điểm|khoản|điều|mục|chương)\s.{1,160}?)\s+"
    r"(?:được|bị)\s+(?P<verb>sửa đổi(?:\s*(?:,|và)\s*bổ sung)?|bổ sung|bãi bỏ|thay thế)"
    r"\s*(?:như sau|bằng|$|[:.;])",
    re.IGNORECASE,
)
AMENDED_BEFORE = re.compile(
    r"(?:\b(?:đã|mà|vừa)\s{1,3})?\b(?:được|dược)\s{1,3}(?:sửa đổi|bổ sung)\b.*?"
    r"(?=,?\s{0,3}như sau|[;:]|\.\s*$|$)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
PARENTHESES = re.compile(r"\([^()]*\)")
GROUP = re.compile(
    r"\bmột số (?:điều|khoản|điểm|nội dung|quy định|cụm từ|từ|văn bản)|\bcác (?:luật|nghị định|"
    r"thông tư|điều, khoản|điều|cụm từ)\b(?!\s+\d)|\bsau đây\b",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"\b(?:phụ lục|mẫu|biểu mẫu|biểu|bảng|danh mục|ban hành kèm|kèm theo|quy chế|điều lệ|phần|"
    r"quy chuẩn|tiểu mục|căn cứ ban hành|dự thảo|hồ sơ|giấy phép|theo quy định|"
    r"quyết định ban hành)\b",
    re.IGNORECASE,
)
"""What stands outside the numbered provisions, or speaks of other acts than amending law."""
PIECE = re.compile(
    r"\b(?:cụm từ|từ ngữ|từ(?=\s{3})|dấu|câu|đoạn|dòng|gạch đầu dòng|quy định|nội dung|tên|tiêu đề|"
    r"số thứ tự|viện dẫn)\b",
    re.IGNORECASE,
)
HEADINGS = ("tên", "tiêu đề")
SMALL = re.compile(
    r"\b(?:và|các|của|tại|trong|thuộc|như|sau|đây|vào|trước|cuối|cụ thể|gồm|từ|đến|hết|những|ở|"
    r"điều|khoản|điểm|số|lại|toàn bộ|là|liền|kề|ngay)\b|[\s,;:.–-]+",
    re.IGNORECASE,
)
EXCEPT = re.compile(
    r"[,;(]\s*(?:ngoại\s+)?trừ\b"
    r"|\btrừ\s+(?:các\s+|những\s+)?(?:trường hợp|quy định|nội dung|khoản|điểm|Điều)\b",
    re.IGNORECASE,
)
INTO = re.compile(r"\bvào\b|(?<=\s)(?:sau|trước)(?=\s+(?:Điều|khoản|điểm|Mục))", re.IGNORECASE)
SEVERAL = re.compile(
    r"[Đđ]iểm\s[^.;]{0,40}?[Kk]hoản\s+\d+[a-zđ]?\s*(?:,|và)\s*\d"
    r"|(?:[Kk]hoản|[Đđ]iểm)\s[^.;]{0,60}?(?:các\s+)?[Đđ]iều\s+\d+[a-zđ]?\s*(?:,|và)\s*\d"
)
"""One khoản of several Điều, one điểm of several khoản: too rare to be read rightly."""
CONNECTED = re.compile(
    r"(?:[;,]|\bvà)\s*(?:(?:tại|cụm từ|quy định tại|các|bãi bỏ)\s*)*$", re.IGNORECASE
)
OWN = re.compile(rf"{KIND.pattern}\s+này\b")
SINCE = re.compile(r"kể từ ngày\s+(?=\d)", re.IGNORECASE)
LIMITED = re.compile(r"\s*,?\s*(?:đối với|trong trường hợp|liên quan đến)\b", re.IGNORECASE)
"""Behind the document: only some matter of what is named."""
OPENING = re.compile(r"[“\"«]")
ENDS_WITH_ARTICLE = re.compile(
    r"(?:[Đđ]iều|[Cc]hương)\s+\w+(?:\s*(?:,|và)\s*\d+[a-zđ]?)*[\s,;]*(?:và\s+)?"
    r"(?:bãi bỏ\s+|bỏ\s+)?(?:các\s+|những\s+)?$"
)
WHAT_STANDS_AT = re.compile(r"^\s*(?:các\s+|những\s+)?quy định\s+(?=tại\b)", re.IGNORECASE)
FOLLOWING = re.compile(r"\bquy định(?=\s+(?:như\s+)?sau\b)", re.IGNORECASE)
CHAPTER_OF = re.compile(
    r"(?<=\d)\s+(?:Mục\s+\d+[a-zđ]?\s+)?(?:của\s+)?[Cc]hương\s+(?:[IVXLC]+|\d{1,2})\b"
)
"""Says where the Điều before it stands: "Điều 17 Chương 4"."""
CLAUSE_OF_CLAUSE = re.compile(r"(\.)khoan\w+\.(khoan)")
NUMBERED = re.compile(r"dieu|chuong|muc")
