// sweeplab: the window of Sweeplab.
#include <QApplication>
#include <QMessageBox>
#include <QSettings>
#include <cstdio>

#include "app/desktop/command_line.h"
#include "app/desktop/first_paint.h"
#include "app/desktop/headless.h"
#include "app/desktop/main_window.h"
#include "widgets/panels/plain_style.h"

namespace sweeplab {
namespace {

enum exit_code : int { done = 0, failed = 1, bad_usage = 2 };

int complain(const error& why, exit_code code) {
    std::fprintf(stderr, "sweeplab: %s\n", why.text().c_str());
    return code;
}

QStringList arguments_of(int argc, char** argv) {
    QStringList arguments;
    for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

// Qt ends a program without a display with a line about plugins; this says what a person can do.
bool has_display() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

QtMessageHandler say = nullptr;

// The offscreen platform complains of a size hint that nobody there could follow.
void say_what_matters(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text != QLatin1String("This plugin does not support propagateSizeHints()")) say(type, context, text);
}

int show_window(const desktop_options& options, theme& look) {
    main_window window(look);
    after_first_paint(&window, [only_paint = options.first_paint] {
        if (only_paint) std::printf("%.1f\n", milliseconds_since_start());
        if (const QString fonts = missing_fonts_message(); !fonts.isEmpty())
            std::fprintf(stderr, "sweeplab: %s\n", qPrintable(fonts));
        if (only_paint) QCoreApplication::quit();
    });
    window.show();
    window.open_library(options.database);
    if (options.run) window.open_on_run({*options.run});
    window.open_files(options.files);
    return QApplication::exec();
}

int run(int argc, char** argv) {
    const auto options = read_command_line(arguments_of(argc, argv));
    if (!options) return complain(options.error(), bad_usage);
    if (!options->text_to_print.isEmpty()) {
        std::fputs(options->text_to_print.toLocal8Bit().constData(), stdout);
        return done;
    }
    if (options->headless()) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qgetenv("QT_QPA_PLATFORM").startsWith("offscreen")) say = qInstallMessageHandler(say_what_matters);
    if (!has_display())
        return complain({error_kind::unsupported,
                         "there is no display to open a window on",
                         {},
                         "Use sweeplab-cli, or --export-chart and --screenshot, which need none."},
                        failed);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("sweeplab"));
    QApplication::setApplicationName(QStringLiteral("sweeplab"));
    QApplication::setApplicationDisplayName(QStringLiteral("Sweeplab"));
    QApplication::setDesktopFileName(QStringLiteral("sweeplab"));
    theme look(options->look.value_or(theme_choice_from(QSettings().value(QStringLiteral("look/theme")).toString())));
    QApplication::setStyle(new plain_style);
    result<void> outcome;
    if (options->chart_run) {
        outcome = export_chart(*options, look.choice());
    } else if (!options->screenshot.isEmpty()) {
        outcome = take_screenshot(*options, look);
    } else {
        return show_window(*options, look);
    }
    return outcome ? int{done} : complain(outcome.error(), failed);
}

}  // namespace
}  // namespace sweeplab

int main(int argc, char** argv) { return sweeplab::run(argc, argv); }
