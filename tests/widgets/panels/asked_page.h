// Runs to ask for advice about, and a page that is asked.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <memory>

#include "engine/analysis/words.h"
#include "engine/exchange/exchange.h"
#include "tests/engine/prediction/replayed_run.h"
#include "tests/widgets/support/fresh_settings.h"
#include "widgets/advice/advice_controls.h"
#include "widgets/models/words.h"
#include "widgets/panels/advice_page.h"

namespace sweeplab::test {

inline constexpr int patience = 60'000;

inline QString visible_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible()) texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

template <class Widget>
Widget* named(const QWidget& page, const char* name) {
    for (auto* one : page.findChildren<Widget*>())
        if (one->accessibleName() == QLatin1String(name)) return one;
    return nullptr;
}

inline loaded_run_ptr loaded(run_record record, std::int64_t id = 7, const char* name = "work") {
    auto run = std::make_shared<loaded_run>();
    record.summary.id.value = id;
    record.summary.name = name;
    record.host.name = "laptop";
    run->curve = make_scaling_curve(record);
    run->record = std::move(record);
    return run;
}

// 12 items on up to 20 workers, three repeats that differ a little.
inline run_record measured_run() {
    const auto items = made_up_items(12);
    run_record run = replayed_run(items, {1, 2, 4, 8, 20});
    for (std::uint64_t repeat = 2; repeat <= 3; ++repeat)
        for (const int workers : {1, 2, 4, 8, 20}) {
            replay_settings settings;
            settings.workers = workers;
            add_trial(run, replayed_trial(with_noise(items, 0.01, repeat * 100 + static_cast<std::uint64_t>(workers)),
                                          settings, static_cast<int>(repeat)));
        }
    return run;
}

// Requests whose tokens are known, with limits, prices, and a machine that costs something.
inline run_record priced_requests(bool limited) {
    run_record run = measured_run();
    run.summary.kind = "llm";
    run.summary.simulated = true;
    run.plan = {{"prices", {{"input_per_million", 0.15}, {"output_per_million", 0.6}, {"as_of", "2024-11-17"}}}};
    if (limited) run.plan["limits"] = {{"requests_per_minute", 60}, {"tokens_per_minute", 1e6}};
    for (auto& one : run.trials) {
        one.cost = 0.0024;
        for (auto& span : one.attempts) {
            span.measured.set(measure::input_tokens, 100);
            span.measured.set(measure::output_tokens, 50);
        }
    }
    run.host.price = 2400;
    run.host.amortisation_years = 4;
    run.host.watts = 100;
    run.host.tariff_per_kwh = 0.3;
    return run;
}

inline run_record published() {
    auto file = import_file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark.csv");
    if (!file) qFatal("%s", file.error().text().c_str());
    return std::move(file->runs.front());
}

inline run_record only_times() {
    run_record run = published();
    for (auto& one : run.trials) one.jobs = 0;
    return run;
}

// A page with settings of its own.
class asked_page {
public:
    asked_page() { page_.resize(1000, 800); }
    advice_page& operator*() { return page_; }
    advice_page* operator->() { return &page_; }

    bool answered() {
        const bool there = QTest::qWaitFor([&] { return page_.settled() && page_.has_something(); }, patience);
        QCoreApplication::processEvents();
        return there;
    }
    bool show(const std::vector<loaded_run_ptr>& runs) {
        page_.show();
        page_.show_runs(runs);
        return answered();
    }
    bool choose(objective which) {
        auto* box = named<QComboBox>(page_, "Objective");
        box->setCurrentIndex(box->findData(to_qt(key_of(which))));
        return answered();
    }

private:
    fresh_settings settings_;
    advice_page page_;
};

}  // namespace sweeplab::test
