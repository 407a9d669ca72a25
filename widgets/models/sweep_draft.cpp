#include "widgets/models/sweep_draft.h"

#include "engine/workload/workload_kinds.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

json& sweep_of(json& document) {
    if (!document.is_object()) document = json::object();
    json& sweep = document["sweep"];
    if (!sweep.is_object()) sweep = json::object();
    return sweep;
}

// The counts of a document as text; what is no list of numbers is shown as it stands, so that it can be mended.
QString counts_in(const json& document) {
    if (!document.is_object() || !document.contains("sweep")) return {};
    const json workers = document["sweep"].is_object() ? document["sweep"].value("workers", json()) : json();
    if (workers.is_null()) return {};
    std::vector<int> counts;
    if (workers.is_array())
        for (const json& count : workers)
            if (count.is_number_integer()) counts.push_back(count.get<int>());
    if (!counts.empty() && counts.size() == workers.size()) return to_qt(worker_counts_to_text(counts));
    return to_qt(workers.dump());
}

}  // namespace

sweep_draft::sweep_draft(QObject* parent)
    : QObject(parent), checked_(fail(error_kind::bad_input, "no workload is chosen", {}, "Choose one above.")) {}

void sweep_draft::set_plan(plan_document source) {
    source_ = std::move(source);
    workers_text_ = counts_in(source_.document);
    workers_fault_.clear();
    check();
    Q_EMIT plan_changed();
    Q_EMIT changed();
}

void sweep_draft::set_workers_text(const QString& text) {
    if (text == workers_text_) return;
    workers_text_ = text;
    const auto counts = parse_worker_counts(to_std(text));
    workers_fault_ = counts ? QString() : error_in_words(counts.error());
    if (counts && has_plan()) {
        sweep_of(source_.document)["workers"] = *counts;
        source_.edited = true;
    }
    check();
    Q_EMIT changed();
}

void sweep_draft::set_repeats(int count) {
    if (!has_plan() || count == repeats()) return;
    sweep_of(source_.document)["repeats"] = count;
    source_.edited = true;
    check();
    Q_EMIT changed();
}

void sweep_draft::set_host(std::optional<host_profile> host, bool is_this_machine) {
    if (host == host_ && is_this_machine == on_this_machine_) return;
    host_ = std::move(host);
    on_this_machine_ = is_this_machine;
    Q_EMIT changed();
}

QString sweep_draft::name() const {
    if (!source_.document.is_object()) return {};
    const auto found = source_.document.find("name");
    return found != source_.document.end() && found->is_string() ? to_qt(found->get<std::string>()) : QString();
}

int sweep_draft::repeats() const {
    if (!source_.document.is_object()) return 1;
    const auto sweep = source_.document.find("sweep");
    if (sweep == source_.document.end() || !sweep->is_object()) return 1;
    const auto found = sweep->find("repeats");
    return found != sweep->end() && found->is_number_integer() ? found->get<int>() : 1;
}

QString sweep_draft::host_fault() const {
    if (on_this_machine_ || !host_ || !checked_) return {};
    const QString name = to_qt(host_->name);
    if (simulated()) return tr("The simulated endpoint runs on this machine. Choose this machine as the host.");
    // An endpoint may well be on another machine; a command started here is not.
    if (checked_->workload->kind() == "llm") return {};
    return tr("This workload runs on this machine, not on %1. Choose this machine, or run it there with sweeplab-cli "
              "and import the result.")
        .arg(name);
}

bool sweep_draft::simulated() const {
    if (!source_.document.is_object()) return false;
    const auto url = source_.document.value("/workload/endpoint/base_url"_json_pointer, json());
    return url.is_string() && url.get<std::string>().starts_with("simulated");
}

void sweep_draft::check() {
    if (!has_plan()) return;
    checked_ = read_plan(source_.document, known_workload_kinds());
}

}  // namespace sweeplab
