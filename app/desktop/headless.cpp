#include "app/desktop/headless.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QPixmap>
#include <QTimer>

#include "app/desktop/main_window.h"
#include "engine/prediction/stored_predictions.h"
#include "widgets/panels/scaling_page.h"

namespace sweeplab {
namespace {

constexpr int longest_wait_ms = 60'000;
constexpr int poll_ms = 40;
constexpr int settled_polls = 5;  // in a row: an answer may start the next question

result<loaded_run_ptr> load(const desktop_options& options) {
    session_options session_settings;
    session_settings.store.file = options.database.empty() ? default_database_path() : options.database;
    session_settings.store.create = false;
    const auto session = engine_session::open(session_settings);
    if (!session) return tl::make_unexpected(session.error());
    run_id wanted{*options.chart_run};
    if (!wanted) {
        const auto runs = (*session)->store().list_runs();
        if (!runs) return tl::make_unexpected(runs.error());
        if (runs->empty())
            return fail(error_kind::not_found, "the library holds no run", session_settings.store.file.string());
        wanted = runs->front().id;
    }
    auto record = (*session)->store().load_run(wanted, load_detail::attempts);
    if (!record) return tl::make_unexpected(record.error());
    auto run = std::make_shared<loaded_run>();
    run->curve = make_scaling_curve(*record);
    run->agreement = check_results_agree(*record);
    run->bounds = bounds_of(*record, run->curve);
    run->predictions = stored_predictions(*record);
    run->record = std::move(*record);
    return loaded_run_ptr(std::move(run));
}

}  // namespace

result<void> export_chart(const desktop_options& options, theme_choice look) {
    const QString ending = QFileInfo(options.chart_file).suffix().toLower();
    const QStringList known{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("csv")};
    if (!known.contains(ending))
        return fail(error_kind::bad_input, "a chart is written as .png, .svg, .pdf or .csv",
                    options.chart_file.toStdString());
    const auto run = load(options);
    if (!run) return tl::make_unexpected(run.error());
    scaling_page page;
    page.show_runs({*run});
    chart_export_options how;
    how.size = options.screenshot_size;
    how.scale = 2;
    how.theme = look == theme_choice::system ? theme_choice::light : look;
    return page.save(static_cast<export_format>(known.indexOf(ending)), options.chart_file, how);
}

result<void> take_screenshot(const desktop_options& options, theme& look) {
    main_window window(look);
    window.resize(options.screenshot_size);
    QEventLoop loop;
    result<void> outcome;
    QObject::connect(&window, &main_window::library_failed, &loop, [&](const error& why) {
        outcome = tl::make_unexpected(why);
        loop.quit();
    });
    int settled = 0;
    QElapsedTimer waited;
    waited.start();
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        settled = window.settled() ? settled + 1 : 0;
        if (settled >= settled_polls) return loop.quit();
        if (waited.elapsed() < longest_wait_ms) return;
        outcome = fail(error_kind::timed_out, "the window did not settle");
        loop.quit();
    });
    poll.start(poll_ms);
    window.ask_about_failures(false);
    window.show();
    window.open_library(options.database);
    if (options.run) window.open_on_run({*options.run});
    window.open_files(options.files);
    loop.exec();
    if (outcome && !window.grab().save(options.screenshot))
        outcome = fail(error_kind::io, "the picture cannot be written", options.screenshot.toStdString());
    return outcome;
}

}  // namespace sweeplab
