#include "widgets/models/plan_shelf.h"

#include <QSettings>
#include <QStandardPaths>
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/exchange/exchange.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace fs = std::filesystem;
namespace {

constexpr int most_recent = 8;
constexpr auto recent_key = "plans/recent";

result<std::string> read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(error_kind::not_found, "the file cannot be read", file.string());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

QString kind_in_words(const json& document) {
    const json kind = document.value("/workload/kind"_json_pointer, json());
    if (kind == "llm") return plan_shelf::tr("LLM requests");
    if (kind == "command") return plan_shelf::tr("command");
    return kind.is_string() ? to_qt(kind.get<std::string>()) : QString();
}

std::optional<plan_entry> entry_of(const fs::path& file, plan_entry::origin from) {
    const auto plan = read_plan_document(file);
    if (!plan || !plan->document.contains("workload")) return std::nullopt;
    plan_entry entry{from, {}, kind_in_words(plan->document), file};
    const json name = plan->document.value("name", json());
    entry.title =
        name.is_string() && !name.get<std::string>().empty() ? to_qt(name.get<std::string>()) : to_qt(file.stem().string());
    return entry;
}

std::vector<fs::path> json_files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code unreadable;
    for (const auto& found : fs::directory_iterator(folder, unreadable))
        if (found.path().extension() == ".json") files.push_back(found.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

QString title_among(const plan_entry& one, const std::vector<plan_entry>& all) {
    std::vector<fs::path> others;
    for (const auto& other : all)
        if (other.title == one.title && other.file != one.file) others.push_back(other.file);
    if (others.empty() || one.file.empty()) return one.title;
    const auto end_of = [](const fs::path& file, int parts) {
        fs::path end = file.filename(), folder = file.parent_path();
        for (int i = 1; i < parts && folder.has_filename(); ++i, folder = folder.parent_path())
            end = folder.filename() / end;
        return end;
    };
    constexpr int most_parts = 4;
    for (int parts = 1; parts <= most_parts; ++parts) {
        const fs::path end = end_of(one.file, parts);
        if (std::ranges::none_of(others, [&](const auto& other) { return end_of(other, parts) == end; }))
            return QStringLiteral("%1 — %2").arg(one.title, to_qt(end.string()));
    }
    return QStringLiteral("%1 — %2").arg(one.title, to_qt(one.file.string()));
}

result<plan_document> read_plan_document(const fs::path& file) {
    const auto text = read_text(file);
    if (!text) return tl::make_unexpected(text.error());
    auto document = parse_json(*text, file.string());
    if (!document) return tl::make_unexpected(std::move(document.error()));
    if (!document->is_object())
        return fail(error_kind::bad_input, "this is no plan: it holds " + json_type_in_words(*document), file.string(),
                    "A plan is a JSON object with \"sweeplab\", \"workload\" and \"sweep\".");
    return plan_document{std::move(*document), file.parent_path(), file, false};
}

result<void> write_plan_document(const fs::path& file, const json& document) {
    std::error_code failed;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), failed);
    return write_file_atomically(file, document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

plan_folders standard_plan_folders() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return {find_resources() / "plans", fs::path(to_std(data)) / "sweeplab" / "plans"};
}

std::vector<plan_entry> list_plans(const plan_folders& folders, const std::vector<fs::path>& recent) {
    std::vector<plan_entry> entries;
    std::set<fs::path> seen;
    const auto add = [&](const fs::path& file, plan_entry::origin from) {
        std::error_code unresolved;
        if (!seen.insert(fs::weakly_canonical(file, unresolved)).second) return;
        if (auto entry = entry_of(file, from)) entries.push_back(std::move(*entry));
    };
    for (const fs::path& file : json_files_in(folders.saved)) add(file, plan_entry::origin::saved);
    const auto examples = json_files_in(folders.examples);
    for (const fs::path& file : recent)
        if (std::ranges::find(examples, file) == examples.end()) add(file, plan_entry::origin::recent);
    for (const fs::path& file : examples) add(file, plan_entry::origin::example);
    return entries;
}

plan_shelf::plan_shelf(session_bridge& bridge, plan_folders folders, QObject* parent)
    : QObject(parent), bridge_(bridge), folders_(std::move(folders)) {
    connect(&bridge_, &session_bridge::session_attached, this, &plan_shelf::refresh);
}

void plan_shelf::refresh() {
    bridge_.ask(
        this, [folders = folders_, files = recent()](engine_session&) { return list_plans(folders, files); },
        [this](std::vector<plan_entry> entries) {
            entries_ = std::move(entries);
            Q_EMIT changed();
        });
}

std::vector<fs::path> plan_shelf::recent() const {
    std::vector<fs::path> files;
    for (const QString& file : QSettings().value(recent_key).toStringList()) files.emplace_back(to_std(file));
    return files;
}

void plan_shelf::note_recent(const fs::path& file) {
    QStringList files = QSettings().value(recent_key).toStringList();
    files.removeAll(to_qt(file.string()));
    files.prepend(to_qt(file.string()));
    QSettings().setValue(recent_key, QStringList(files.mid(0, most_recent)));
    refresh();
}

fs::path plan_shelf::working_copy_file() const { return folders_.saved.parent_path() / "working_copy.json"; }

void plan_shelf::keep_working_copy(const plan_document& copy) const {
    if (copy.document.is_null()) {
        std::error_code missing;
        fs::remove(working_copy_file(), missing);
        return;
    }
    // A copy that cannot be kept is lost with the window, which is no reason to bother anyone at its end.
    (void)write_plan_document(working_copy_file(),
                              {{"plan", copy.document}, {"base", copy.base.string()}, {"file", copy.file.string()}});
}

plan_document plan_shelf::working_copy() const {
    const auto text = read_text(working_copy_file());
    const json kept = text ? json::parse(*text, nullptr, false) : json();
    if (!kept.is_object() || !kept.contains("plan") || !kept["plan"].is_object()) return {};
    return {kept["plan"], kept.value("base", ""), kept.value("file", ""), true};
}

}  // namespace sweeplab
