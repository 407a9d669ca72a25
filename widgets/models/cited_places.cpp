#include "widgets/models/cited_places.h"

#include <QStringList>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr int deepest = 64;

// Walks through JSON that is known to be valid, up to the member that the pointer names.
class json_walk {
public:
    explicit json_walk(const QString& text) : text_(text) {}

    std::optional<text_range> find(QStringList keys) {
        skip_space();
        while (!keys.isEmpty()) {
            if (!enter(keys.takeFirst())) return std::nullopt;
        }
        const auto start = at_;
        if (!skip_value(0)) return std::nullopt;
        return text_range{start, at_ - start};
    }

private:
    bool is(char sign) const { return at_ < text_.size() && text_[at_] == QLatin1Char(sign); }
    bool take(char sign) {
        if (!is(sign)) return false;
        ++at_;
        skip_space();
        return true;
    }
    void skip_space() {
        while (at_ < text_.size() && text_[at_].isSpace()) ++at_;
    }
    bool skip_string() {
        for (++at_; at_ < text_.size() && !is('"'); ++at_)
            if (is('\\')) ++at_;
        return at_++ < text_.size();
    }
    bool skip_value(int depth) {
        if (at_ >= text_.size() || depth > deepest) return false;
        if (is('"')) return skip_string();
        if (!is('{') && !is('[')) {
            while (at_ < text_.size() && !is(',') && !is('}') && !is(']') && !text_[at_].isSpace()) ++at_;
            return true;
        }
        const char end = is('{') ? '}' : ']';
        for (++at_, skip_space(); !is(end); skip_space()) {
            if (!is(',') && !is(':') && !skip_value(depth + 1)) return false;
            skip_space();
            if (is(',') || is(':')) ++at_;
        }
        ++at_;
        return true;
    }
    // To the start of this member's value.
    bool enter(const QString& key) {
        if (take('[')) {
            bool number = false;
            const int place = key.toInt(&number);
            if (!number || place < 0) return false;
            for (int left = place; left > 0; --left) {
                if (!skip_value(0)) return false;
                skip_space();
                if (!take(',')) return false;
            }
            return !is(']');
        }
        if (!take('{')) return false;
        while (is('"')) {
            const auto start = at_;
            if (!skip_string()) return false;
            const bool found = text_.mid(start + 1, at_ - start - 2) == key;
            skip_space();
            if (!take(':')) return false;
            if (found) return true;
            if (!skip_value(0)) return false;
            skip_space();
            if (!take(',')) return false;
        }
        return false;
    }

    const QString& text_;
    qsizetype at_ = 0;
};

std::optional<text_range> line_of(const QString& text, int number) {
    qsizetype start = 0;
    for (; number > 1; --number) {
        const auto end = text.indexOf(QLatin1Char('\n'), start);
        if (end < 0) return std::nullopt;
        start = end + 1;
    }
    const auto end = text.indexOf(QLatin1Char('\n'), start);
    return text_range{start, (end < 0 ? text.size() : end) - start};
}

// Where the value stands once, and not as a part of a longer number or word.
std::optional<text_range> only_place(const QString& text, text_range within, const QString& value) {
    std::optional<text_range> found;
    const auto is_part = [&](qsizetype at) {
        return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at] == QLatin1Char('.'));
    };
    if (value.isEmpty()) return found;
    for (auto at = text.indexOf(value, within.start); at >= 0 && at + value.size() <= within.start + within.length;
         at = text.indexOf(value, at + 1)) {
        if (is_part(at - 1) || is_part(at + value.size())) continue;
        if (found) return std::nullopt;
        found = text_range{at, value.size()};
    }
    return found;
}

}  // namespace

std::optional<cited_place> find_cited(const QString& text, const cited_cell& cell) {
    const QString place = to_qt(cell.place);
    if (place.startsWith(QLatin1Char('/'))) {
        QStringList keys = place.mid(1).split(QLatin1Char('/'));
        for (QString& key : keys)
            key.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
        const auto value = json_walk(text).find(keys);
        if (!value) return std::nullopt;
        return cited_place{*value, value};
    }
    bool number = false;
    const int line = place.startsWith(QLatin1String("line ")) ? place.mid(5).toInt(&number) : 0;
    if (!number || line < 1) return std::nullopt;
    const auto range = line_of(text, line);
    if (!range) return std::nullopt;
    return cited_place{*range, only_place(text, *range, to_qt(cell.value))};
}

}  // namespace sweeplab
