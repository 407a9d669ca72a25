#include "app/desktop/command_line.h"

#include <QCommandLineParser>
#include <QSize>

namespace sweeplab {
namespace {

const QCommandLineOption db_option("db", "The library of runs (default: $SWEEPLAB_DB, else in your data folder).", "file");
const QCommandLineOption run_option("run", "Open on this run.", "id");
const QCommandLineOption theme_option("theme", "system, light or dark.", "theme");
const QCommandLineOption screenshot_option("screenshot", "Render the window into a PNG without a display, and end.", "file");
const QCommandLineOption size_option("size", "Size of the screenshot (default 1280x800).", "WxH");
const QCommandLineOption chart_option(
    "export-chart",
    "Write a run's scaling chart into FILE (.png, .svg, .pdf or .csv) without a display, and end. "
    "RUN is its number, or \"last\".",
    "run");
const QCommandLineOption first_paint_option("first-paint",
                                            "Print the milliseconds from the start to the first paint, and end.");

tl::unexpected<error> refuse(const QString& message) {
    return fail(error_kind::bad_input, message.toStdString(), {}, "\"sweeplab --help\" lists the options.");
}

result<std::int64_t> read_run(const QString& text, const char* option) {
    bool number = false;
    const qint64 id = text.toLongLong(&number);
    if (!number || id < 1)
        return refuse(QStringLiteral("--%1 wants a run's number, not “%2”").arg(QLatin1String(option), text));
    return id;
}

result<QSize> read_size(const QString& text) {
    const QStringList sides = text.split(QLatin1Char('x'));
    const QSize size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
    if (size.width() < 640 || size.height() < 480 || size.width() > 8192 || size.height() > 8192)
        return refuse(QStringLiteral("--size wants WIDTHxHEIGHT from 640x480 to 8192x8192, not “%1”").arg(text));
    return size;
}

// Qt knows the program's name only once an application exists, which needs a display.
QString help_of(const QCommandLineParser& parser) {
    const QString text = parser.helpText();
    return QStringLiteral("Usage: sweeplab") + text.mid(text.indexOf(QLatin1String(" [options]")));
}

result<void> read_chart(const QCommandLineParser& parser, desktop_options& options) {
    const QString run = parser.value(chart_option);
    if (run == QLatin1String("last")) {
        options.chart_run = 0;
    } else {
        const auto id = read_run(run, "export-chart");
        if (!id) return tl::make_unexpected(id.error());
        options.chart_run = *id;
    }
    if (options.files.size() != 1) return refuse(QStringLiteral("--export-chart wants a run and a file"));
    options.chart_file = options.files.takeFirst();
    return {};
}

}  // namespace

result<desktop_options> read_command_line(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A desktop performance lab: time against worker counts."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions(
        {db_option, run_option, theme_option, screenshot_option, size_option, chart_option, first_paint_option});
    parser.addPositionalArgument(QStringLiteral("files"), QStringLiteral("Plans to open, runs to import."),
                                 QStringLiteral("[files…]"));
    if (!parser.parse(arguments)) return refuse(parser.errorText());

    desktop_options options;
    if (parser.isSet(help)) options.text_to_print = help_of(parser);
    if (parser.isSet(version)) options.text_to_print = QStringLiteral("sweeplab " SWEEPLAB_VERSION "\n");
    options.database = parser.value(db_option).toStdString();
    options.files = parser.positionalArguments();
    options.screenshot = parser.value(screenshot_option);
    options.first_paint = parser.isSet(first_paint_option);
    if (parser.isSet(run_option)) {
        const auto run = read_run(parser.value(run_option), "run");
        if (!run) return tl::make_unexpected(run.error());
        options.run = *run;
    }
    if (parser.isSet(theme_option)) {
        const QString text = parser.value(theme_option);
        options.look = theme_choice_from(text);
        if (to_text(*options.look) != text)
            return refuse(QStringLiteral("--theme is system, light or dark, not “%1”").arg(text));
    }
    if (parser.isSet(size_option)) {
        const auto size = read_size(parser.value(size_option));
        if (!size) return tl::make_unexpected(size.error());
        options.screenshot_size = *size;
    }
    if (parser.isSet(chart_option)) {
        if (auto chart = read_chart(parser, options); !chart) return tl::make_unexpected(chart.error());
    }
    return options;
}

}  // namespace sweeplab
