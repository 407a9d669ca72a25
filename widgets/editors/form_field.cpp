#include "widgets/editors/form_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "engine/model/plan.h"
#include "widgets/editors/argument_text.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

template <class Layout, class Editor>
Editor* put_in(form_field* field, Editor* editor) {
    auto* layout = new Layout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(editor);
    field->setFocusProxy(editor);
    return editor;
}

QLineEdit* make_line(form_field* field, const QString& placeholder) {
    auto* line = put_in<QHBoxLayout>(field, new QLineEdit(field));
    line->setPlaceholderText(placeholder);
    QObject::connect(line, &QLineEdit::textEdited, field, &form_field::changed);
    return line;
}

QPlainTextEdit* make_text(form_field* field, const QString& placeholder, int lines) {
    auto* text = put_in<QHBoxLayout>(field, new QPlainTextEdit(field));
    text->setPlaceholderText(placeholder);
    text->setTabChangesFocus(true);
    const int frame = 2 * (text->frameWidth() + static_cast<int>(text->document()->documentMargin()));
    text->setFixedHeight(lines * text->fontMetrics().lineSpacing() + frame);
    QObject::connect(text, &QPlainTextEdit::textChanged, field, &form_field::changed);
    return text;
}

void set_quietly(QPlainTextEdit* text, const QString& content) {
    const QSignalBlocker quiet(text);
    text->setPlainText(content);
}

// A number as typed, or the text itself, which the reader will refuse in words.
json number_from(const std::string& text, bool whole, double unit_size) {
    const char* end = text.data() + text.size();
    long long integer = 0;
    if (unit_size == 1 && std::from_chars(text.data(), end, integer).ptr == end) return integer;
    double number = 0;
    const auto [stopped, fault] = std::from_chars(text.data(), end, number);
    if (fault != std::errc{} || stopped != end || !std::isfinite(number)) return text;
    number *= unit_size;
    if (unit_size != 1 && whole && std::abs(number) < 9e18) return std::llround(number);
    return number;
}

QString text_of(const json& value, double unit_size = 1) {
    if (value.is_null()) return {};
    if (value.is_string()) return to_qt(value.get<std::string>());
    if (value.is_number() && unit_size != 1) return QString::number(value.get<double>() / unit_size, 'g', 12);
    return to_qt(value.dump());
}

std::vector<std::string> strings_of(const json& value) {
    std::vector<std::string> texts;
    if (value.is_array())
        for (const json& entry : value) texts.push_back(entry.is_string() ? entry.get<std::string>() : entry.dump());
    return texts;
}

}  // namespace

// --- one line -----------------------------------------------------------------------------------------------

line_field::line_field(holds what, const QString& placeholder, double unit_size)
    : what_(what), unit_size_(unit_size), line_(make_line(this, placeholder)) {}

json line_field::value() const {
    const QString text = line_->text();
    if (what_ == holds::text) return text.isEmpty() ? json() : json(to_std(text));
    const std::string number = to_std(text.trimmed());
    return number.empty() ? json() : number_from(number, what_ == holds::whole_number, unit_size_);
}

void line_field::set_value(const json& value) { line_->setText(text_of(value, unit_size_)); }
QWidget* line_field::editor() const { return line_; }
void line_field::set_read_only(bool on) { line_->setReadOnly(on); }

// --- several lines ------------------------------------------------------------------------------------------

text_field::text_field(const QString& placeholder, int lines) : text_(make_text(this, placeholder, lines)) {}

json text_field::value() const {
    const QString text = text_->toPlainText();
    return text.isEmpty() ? json() : json(to_std(text));
}

void text_field::set_value(const json& value) { set_quietly(text_, text_of(value)); }
QWidget* text_field::editor() const { return text_; }

lines_field::lines_field(const QString& placeholder, int lines) : text_(make_text(this, placeholder, lines)) {}

json lines_field::value() const {
    json list = json::array();
    for (const QString& line : text_->toPlainText().split(QLatin1Char('\n')))
        if (!line.isEmpty()) list.push_back(from_one_line(to_std(line)));
    return list.empty() ? json() : list;
}

void lines_field::set_value(const json& value) {
    QStringList lines;
    for (const std::string& line : strings_of(value)) lines << to_qt(to_one_line(line));
    set_quietly(text_, lines.join(QLatin1Char('\n')));
}

QWidget* lines_field::editor() const { return text_; }

words_field::words_field(holds what, const QString& placeholder, int lines)
    : what_(what), text_(make_text(this, placeholder, lines)) {}

json words_field::value() const {
    const auto words = split_arguments(to_std(text_->toPlainText()));
    if (!words || words->empty()) return {};
    if (what_ == holds::arguments) return *words;
    json object = json::object();
    for (const std::string& word : *words) {
        const auto equals = word.find('=');
        object[word.substr(0, equals)] = equals == std::string::npos ? json() : json(word.substr(equals + 1));
    }
    return object;
}

void words_field::set_value(const json& value) {
    if (what_ == holds::arguments) return set_quietly(text_, to_qt(join_arguments(strings_of(value))));
    std::vector<std::string> words;
    if (value.is_object())
        for (const auto& [name, content] : value.items())
            words.push_back(name + "=" + (content.is_string() ? content.get<std::string>() : content.dump()));
    set_quietly(text_, to_qt(join_arguments(words, "\n")));
}

QWidget* words_field::editor() const { return text_; }

QString words_field::own_fault() const {
    const auto words = split_arguments(to_std(text_->toPlainText()));
    if (!words) return error_in_words(words.error());
    if (what_ == holds::arguments) return {};
    for (const std::string& word : *words)
        if (word.find('=') == std::string::npos || word.front() == '=')
            return tr("“%1” is not of the form NAME=value").arg(to_qt(word));
    return {};
}

json_field::json_field(const QString& placeholder, int lines) : text_(make_text(this, placeholder, lines)) {}

json json_field::value() const {
    const std::string text = to_std(text_->toPlainText().trimmed());
    return text.empty() ? json() : parse_json(text, "").value_or(json());
}

void json_field::set_value(const json& value) {
    set_quietly(text_, value.is_null() ? QString() : to_qt(value.dump(2, ' ', false, json::error_handler_t::replace)));
}

QWidget* json_field::editor() const { return text_; }

QString json_field::own_fault() const {
    const std::string text = to_std(text_->toPlainText().trimmed());
    if (text.empty()) return {};
    const auto parsed = parse_json(text, "");
    return parsed ? QString() : error_in_words(parsed.error());
}

// --- lists of numbers ---------------------------------------------------------------------------------------

counts_field::counts_field(const QString& placeholder) : line_(make_line(this, placeholder)) {}

json counts_field::value() const {
    const auto counts = parse_worker_counts(to_std(line_->text()));
    return counts ? json(*counts) : json();
}

void counts_field::set_value(const json& value) {
    std::vector<int> counts;
    if (value.is_array())
        for (const json& count : value)
            if (count.is_number_integer()) counts.push_back(count.get<int>());
    line_->setText(value.is_null() || counts.size() == value.size() ? to_qt(worker_counts_to_text(counts)) : text_of(value));
}

QWidget* counts_field::editor() const { return line_; }

QString counts_field::own_fault() const {
    if (line_->text().trimmed().isEmpty()) return {};
    const auto counts = parse_worker_counts(to_std(line_->text()));
    return counts ? QString() : error_in_words(counts.error());
}

numbers_field::numbers_field(const QString& placeholder) : line_(make_line(this, placeholder)) {}

json numbers_field::value() const {
    json list = json::array();
    for (const QString& part : line_->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty()) list.push_back(number_from(to_std(part.trimmed()), false, 1));
    return list.empty() ? json() : list;
}

void numbers_field::set_value(const json& value) {
    QStringList parts;
    if (value.is_array())
        for (const json& number : value) parts << text_of(number);
    line_->setText(value.is_array() ? parts.join(QStringLiteral(", ")) : text_of(value));
}

QWidget* numbers_field::editor() const { return line_; }

// --- choices ------------------------------------------------------------------------------------------------

choice_field::choice_field(std::vector<choice_option> options)
    : options_(std::move(options)), known_(options_.size()), box_(put_in<QHBoxLayout>(this, new QComboBox(this))) {
    for (const choice_option& option : options_) box_->addItem(option.text);
    connect(box_, &QComboBox::currentIndexChanged, this, &form_field::changed);
}

json choice_field::value() const {
    const int index = box_->currentIndex();
    if (index < 0 || (index == 0 && !explicit_)) return {};
    return options_[static_cast<std::size_t>(index)].value;
}

void choice_field::set_value(const json& value) {
    const QSignalBlocker quiet(box_);
    while (options_.size() > known_) {
        box_->removeItem(box_->count() - 1);
        options_.pop_back();
    }
    explicit_ = !value.is_null();
    std::size_t index = 0;
    if (explicit_) {
        while (index < options_.size() && options_[index].value != value) ++index;
        if (index == options_.size()) {
            options_.push_back({value, text_of(value)});
            box_->addItem(text_of(value));
        }
    }
    box_->setCurrentIndex(static_cast<int>(index));
}

QWidget* choice_field::editor() const { return box_; }

switch_field::switch_field(const QString& text, bool otherwise)
    : otherwise_(otherwise), box_(put_in<QHBoxLayout>(this, new QCheckBox(text, this))) {
    box_->setChecked(otherwise);
    connect(box_, &QCheckBox::toggled, this, &form_field::changed);
}

json switch_field::value() const {
    if (box_->isChecked() == otherwise_ && !explicit_) return {};
    return box_->isChecked();
}

void switch_field::set_value(const json& value) {
    const QSignalBlocker quiet(box_);
    box_->setChecked(value.is_boolean() ? value.get<bool>() : otherwise_);
    explicit_ = !value.is_null() && box_->isChecked() == otherwise_;
}

QWidget* switch_field::editor() const { return box_; }

// --- paths --------------------------------------------------------------------------------------------------

path_field::path_field(looks_for what, const QString& placeholder) : what_(what), line_(make_line(this, placeholder)) {
    auto* button = new QPushButton(tr("Browse…"), this);
    button->setAccessibleName(what_ == looks_for::folder ? tr("Browse for the folder") : tr("Browse for the file"));
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, &path_field::browse);
}

json path_field::value() const { return line_->text().isEmpty() ? json() : json(to_std(line_->text())); }
void path_field::set_value(const json& value) { line_->setText(text_of(value)); }
QWidget* path_field::editor() const { return line_; }

void path_field::rebase(const std::string& base) {
    const std::filesystem::path path = to_std(line_->text());
    if (!path.empty() && path.is_relative())
        line_->setText(to_qt((std::filesystem::path(base) / path).lexically_normal().string()));
}

void path_field::browse() {
    const QString chosen = what_ == looks_for::folder
                               ? QFileDialog::getExistingDirectory(this, tr("Choose a folder"), line_->text())
                               : QFileDialog::getOpenFileName(this, tr("Choose a file"), line_->text());
    if (chosen.isEmpty()) return;
    line_->setText(chosen);
    Q_EMIT changed();
}

}  // namespace sweeplab
