//! Vietnamese words that mark a part.

use super::Label;
use super::words::Words;

/// See [`Words`].
pub(super) const WORDS: Words = Words {
    labels: &[
        (Label::Question, &["câu hỏi", "đề bài", "bài toán"]),
        (
            Label::Answer,
            &[
                "trả lời",
                "câu trả lời",
                "đáp án",
                "lời giải",
                "đáp án đúng",
                "đáp án tham khảo",
                "câu trả lời mẫu",
                "đáp án mẫu",
                "câu trả lời mong đợi",
                "gợi ý trả lời",
                "giải đáp",
            ],
        ),
        (
            Label::FollowUp,
            &["câu hỏi phụ", "câu hỏi bổ sung", "câu hỏi tiếp theo"],
        ),
        (
            Label::FollowUps,
            &["các câu hỏi phụ", "các câu hỏi bổ sung"],
        ),
        (Label::Hints, &["gợi ý"]),
        (Label::Options, &["lựa chọn", "các lựa chọn", "phương án"]),
        (Label::Rubric, &["thang điểm", "tiêu chí chấm điểm"]),
        (
            Label::Minimum,
            &["yêu cầu tối thiểu", "câu trả lời tối thiểu"],
        ),
        (Label::Strong, &["câu trả lời tốt", "câu trả lời xuất sắc"]),
        (
            Label::RedFlags,
            &[
                "dấu hiệu cảnh báo",
                "lỗi thường gặp",
                "sai lầm thường gặp",
                "câu trả lời yếu",
            ],
        ),
        (Label::Notes, &["ghi chú", "ghi chú cho người phỏng vấn"]),
        (Label::Level, &["cấp độ", "độ khó", "mức độ"]),
        (Label::Tags, &["nhãn"]),
        (Label::Minutes, &["thời gian", "thời lượng"]),
        (Label::Role, &["vị trí", "vai trò", "mô tả công việc"]),
        (
            Label::Format,
            &["hình thức phỏng vấn", "cấu trúc phỏng vấn"],
        ),
        (Label::Evaluation, &["đánh giá", "tiêu chí đánh giá"]),
        (Label::Pass, &["đạt"]),
        (Label::StrongPass, &["đạt xuất sắc"]),
        (Label::Fail, &["không đạt", "trượt"]),
        (
            Label::StrongIndicators,
            &["dấu hiệu tốt", "dấu hiệu tích cực"],
        ),
        (Label::Contents, &["mục lục"]),
        (
            Label::Interviewer,
            &["người phỏng vấn", "nhà tuyển dụng", "phỏng vấn viên"],
        ),
        (Label::Candidate, &["ứng viên", "người được phỏng vấn"]),
        (Label::Questions, &["câu hỏi phỏng vấn", "các câu hỏi"]),
        (Label::Glossary, &["thuật ngữ", "bảng thuật ngữ"]),
    ],
    question: &["câu", "câu hỏi"],
    show: &["xem", "hiện", "hiển thị", "mở", "bấm", "nhấn", "click"],
    placeholders: &[
        "đang cập nhật",
        "sắp có",
        "sẽ cập nhật",
        "chưa có",
        "đang viết",
        "sẽ bổ sung",
        "đang hoàn thiện",
    ],
    back_to_top: &[
        "lên đầu trang",
        "về đầu trang",
        "trở lại đầu trang",
        "lên trên",
        "về mục lục",
        "quay lại mục lục",
        "quay lại đầu trang",
    ],
    minutes: &["phút"],
    hours: &["giờ", "tiếng"],
    range: &["đến"],
    total: &["tổng", "tổng cộng"],
    asking: &["giải", "trình", "phân", "liệt"],
    keys: &["bảng đáp án"],
    prompt: &[
        "đầu vào",
        "đầu ra",
        "ví dụ",
        "ràng buộc",
        "bối cảnh",
        "mã nguồn",
        "yêu cầu",
        "mô tả",
        "tình huống",
    ],
    answers: &["đáp án", "lời giải"],
    asked: &["câu hỏi"],
    ..Words::NONE
};
