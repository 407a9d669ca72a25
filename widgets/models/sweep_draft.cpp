#include "widgets/models/sweep_draft.h"

#include <algorithm>

#include "engine/model/worker_text.h"
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

// What the document's sweep says under a name; null: nothing.
json sweep_value(const json& document, const char* name) {
    if (!document.is_object()) return {};
    const auto sweep = document.find("sweep");
    return sweep != document.end() && sweep->is_object() ? sweep->value(name, json()) : json();
}

QString workers_in(const json& document) {
    if (!document.is_object()) return {};
    const auto sweep = document.find("sweep");
    return sweep == document.end() ? QString() : to_qt(worker_text_in(*sweep));
}

}  // namespace

sweep_draft::sweep_draft(QObject* parent)
    : QObject(parent), checked_(fail(error_kind::bad_input, "no workload is chosen", {}, "Choose one above.")) {}

void sweep_draft::set_plan(plan_document source) {
    source_ = std::move(source);
    workers_text_ = workers_in(source_.document);
    parked_ = json();
    workers_fault_.clear();
    check();
    Q_EMIT plan_changed();
    Q_EMIT changed();
}

void sweep_draft::set_workers_text(const QString& text) {
    if (text == workers_text_) return;
    workers_text_ = text;
    json document = source_.document;
    json& sweep = sweep_of(document);
    const bool was_automatic = sweep.contains("auto");
    const json before = sweep;
    const auto put = put_worker_text(sweep, to_std(text));
    workers_fault_ = put ? QString() : error_in_words(put.error());
    if (put && has_plan()) {
        if (!was_automatic && sweep.contains("auto")) park(before);
        if (was_automatic && !sweep.contains("auto")) unpark(sweep);
        source_.document = std::move(document);
        source_.edited = true;
    }
    check();
    Q_EMIT changed();
}

// An automatic sweep has no repeats of its own; who goes back to counts finds them as they were.
void sweep_draft::park(const json& sweep) {
    parked_ = json::object();
    for (const char* key : {"repeats", "adaptive", "predict"})
        if (sweep.contains(key)) parked_[key] = sweep[key];
}

void sweep_draft::unpark(json& sweep) {
    if (parked_.is_object()) sweep.update(parked_);
    parked_ = json();
}

bool sweep_draft::automatic() const { return !sweep_value(source_.document, "auto").is_null(); }

void sweep_draft::set_repeats(int count) {
    if (!has_plan() || automatic() || count == repeats()) return;
    sweep_of(source_.document)["repeats"] = count;
    source_.edited = true;
    check();
    Q_EMIT changed();
}

void sweep_draft::set_predict(bool predict) {
    if (!has_plan() || predict == this->predict()) return;
    if (predict) sweep_of(source_.document)["predict"] = true;
    else sweep_of(source_.document).erase("predict");
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
    const json count = sweep_value(source_.document, "repeats");
    return count.is_number_integer() ? count.get<int>() : 1;
}

bool sweep_draft::predict() const {
    const json predict = sweep_value(source_.document, "predict");
    return predict.is_boolean() && predict.get<bool>();
}

QString sweep_draft::predict_fault() const {
    if (!has_plan()) return tr("Choose a workload first.");
    if (automatic()) return tr("Not with automatic worker counts: they choose what to measure next by themselves.");
    if (!sweep_value(source_.document, "adaptive").is_null())
        return tr("Not with adaptive repeats: their rounds measure all counts.");
    const auto counts = parse_worker_counts(to_std(workers_text_));
    if (!counts || counts->size() < 3 || std::ranges::find(*counts, 1) == counts->end())
        return tr("Needs at least three worker counts, 1 among them: 1 and a middle one to measure, one to predict.");
    return {};
}

QString sweep_draft::host_fault() const {
    const bool goes_there = host_ && !host_->reached_by.empty();
    if (on_this_machine_ || !host_ || !checked_ || goes_there) return {};
    const QString name = to_qt(host_->name);
    if (simulated()) return tr("The simulated endpoint runs on this machine. Choose this machine as the host.");
    // An endpoint may well be on another machine; a command started here is not.
    if (checked_->workload->kind() == "llm") return {};
    return tr("This workload runs on this machine, not on %1. Choose this machine, or enter in the host profile how %1 is "
              "reached (“ssh NAME”).")
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
