#include "widgets/editors/argument_text.h"

namespace sweeplab {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class splitter {
public:
    explicit splitter(std::string_view text) : text_(text) {}

    result<std::vector<std::string>> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (is_blank(c)) {
                end_word();
                ++at_;
            } else if (c == '\'' || c == '"') {
                if (auto closed = take_quoted(c); !closed) return tl::make_unexpected(closed.error());
            } else {
                take_plain();
            }
        }
        end_word();
        return std::move(words_);
    }

private:
    result<void> take_quoted(char quote) {
        const std::size_t opened = at_++;
        in_word_ = true;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == quote) {
                ++at_;
                return {};
            }
            if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size() &&
                (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\'))
                ++at_;
            word_ += text_[at_];
        }
        return fail(error_kind::bad_input, std::string("the quote ") + quote + " that opens at character " +
                                               std::to_string(opened + 1) + " is not closed");
    }

    void take_plain() {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
        in_word_ = true;
        word_ += text_[at_++];
    }

    void end_word() {
        if (in_word_) words_.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool in_word_ = false;
    std::string word_;
    std::vector<std::string> words_;
};

std::string quoted(const std::string& argument) {
    if (!argument.empty() && argument.find_first_of(" \t\r\n'\"\\") == std::string::npos) return argument;
    if (argument.find('\'') == std::string::npos) return "'" + argument + "'";
    std::string text = "\"";
    for (const char c : argument) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + "\"";
}

}  // namespace

result<std::vector<std::string>> split_arguments(std::string_view text) { return splitter(text).run(); }

std::string join_arguments(const std::vector<std::string>& arguments, std::string_view separator) {
    std::string text;
    for (const std::string& argument : arguments) {
        if (!text.empty()) text += separator;
        text += quoted(argument);
    }
    return text;
}

std::string to_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c == '\n') {
            line += "\\n";
        } else if (c == '\\') {
            line += "\\\\";
        } else {
            line += c;
        }
    }
    return line;
}

std::string from_one_line(std::string_view line) {
    std::string text;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool escape = line[at] == '\\' && at + 1 < line.size() && (line[at + 1] == 'n' || line[at + 1] == '\\');
        if (escape) ++at;
        text += escape && line[at] == 'n' ? '\n' : line[at];
    }
    return text;
}

}  // namespace sweeplab
