// A trial as the timeline shows it, and the item that is selected in all of them. Pure; any thread.
#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <string>

#include "widgets/charts/resource_lines.h"
#include "widgets/charts/timeline_index.h"

namespace sweeplab {

struct timeline_trial {
    std::shared_ptr<const run_record> run;                      // holds the trial
    const trial* measured = nullptr;                            // one of run->trials
    std::shared_ptr<const timeline_index> index;                // of it
    std::shared_ptr<const resource_lines> resources = nullptr;  // of it; null: it has no samples

    bool shown() const { return measured && index; }
    trial_id id() const { return measured ? measured->id : trial_id{}; }
    const attempt* attempt_of(const timeline_span& span) const {
        return span.attempt >= 0 ? &measured->attempts[static_cast<std::size_t>(span.attempt)] : nullptr;
    }
    // "3": its name, unique in the run; empty for none.
    const std::string& item_name(std::int32_t item) const;
    // The item with this name, -1: this run has none.
    std::int32_t item_named(const std::string& name) const;
};

// An attempt by the item's name, so that it is found again in other trials and runs.
struct timeline_choice {
    std::string item;
    std::int32_t number = 1;  // of the attempt
    bool operator==(const timeline_choice&) const = default;
};

// Where the choice is in this trial: that attempt, else the item's last one.
std::optional<span_place> find_choice(const timeline_trial& trial, const timeline_choice& choice);
// Nothing for a span that belongs to no item.
std::optional<timeline_choice> choice_of(const timeline_trial& trial, span_place place);

}  // namespace sweeplab
