#include "widgets/models/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <cmath>

#include "engine/model/plan.h"

namespace sweeplab {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("sweeplab", text); }

QString two_parts(qint64 large, const char* large_unit, qint64 small, const char* small_unit) {
    if (small == 0) return QStringLiteral("%1 %2").arg(large).arg(tr(large_unit));
    return QStringLiteral("%1 %2 %3 %4").arg(large).arg(tr(large_unit)).arg(small).arg(tr(small_unit));
}

}  // namespace

QString time_ago(unix_ms then, unix_ms now) {
    const qint64 seconds = (now - then) / 1000;
    if (seconds < 45) return tr("just now");
    if (seconds < 90 * 60) return tr("%1 min ago").arg((seconds + 30) / 60);
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(then);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    const QString clock_time = when.toString(QStringLiteral("HH:mm"));
    if (when.date() == today) return tr("today, %1").arg(clock_time);
    if (when.date() == today.addDays(-1)) return tr("yesterday, %1").arg(clock_time);
    return QLocale::c().toString(when.date(), QStringLiteral("d MMM yyyy"));
}

QString full_time(unix_ms when) {
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(when), QStringLiteral("d MMM yyyy, HH:mm:ss"));
}

QString duration_in_words(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return {};
    if (seconds < 9.95) return tr("%1 s").arg(seconds, 0, 'f', 1);
    const qint64 whole = std::llround(seconds);
    if (whole < 60) return tr("%1 s").arg(whole);
    if (whole < 3600) return two_parts(whole / 60, "min", whole % 60, "s");
    const qint64 minutes = std::llround(seconds / 60);
    if (minutes < 48 * 60) return two_parts(minutes / 60, "h", minutes % 60, "min");
    const qint64 hours = std::llround(seconds / 3600);
    return two_parts(hours / 24, "d", hours % 24, "h");
}

QString counted(long long count, const char* one, const char* many) {
    return QStringLiteral("%1 %2").arg(QLocale(QLocale::English).toString(count), tr(count == 1 ? one : many));
}

QString money_in_words(double amount, const std::string& currency) {
    const int decimals = amount == 0 || std::abs(amount) >= 1 ? 2 : std::abs(amount) >= 0.01 ? 3 : 5;
    return QStringLiteral("%1 %2").arg(to_qt(currency)).arg(amount, 0, 'f', decimals);
}

QString rate_in_words(double per_second) {
    if (per_second >= 1e6) return QStringLiteral("%1 M").arg(per_second / 1e6, 0, 'f', 1);
    if (per_second >= 1e4) return QStringLiteral("%1 k").arg(per_second / 1e3, 0, 'f', 1);
    if (per_second >= 10) return QLocale(QLocale::English).toString(std::llround(per_second));
    return QString::number(per_second, 'f', 1);
}

QString state_in_words(run_state state) {
    switch (state) {
        case run_state::running: return tr("running");
        case run_state::complete: return tr("complete");
        case run_state::interrupted: return tr("interrupted");
        case run_state::cancelled: return tr("stopped");
        case run_state::failed: return tr("failed");
    }
    return {};
}

QString trials_in_words(const run_summary& run) {
    if (run.trials_complete >= run.trials_planned) return {};
    return tr("%1 of %2 trials").arg(run.trials_complete).arg(run.trials_planned);
}

QString run_in_a_sentence(const run_summary& run, unix_ms now) {
    QStringList parts{to_qt(run.name), to_qt(run.host_name), state_in_words(run.state)};
    if (const QString trials = trials_in_words(run); !trials.isEmpty()) parts << trials;
    if (!run.workers.empty()) parts << tr("workers %1").arg(to_qt(worker_counts_to_text(run.workers)));
    if (run.simulated) parts << tr("simulated");
    if (run.origin == run_origin::example) parts << tr("example");
    if (run.origin == run_origin::imported) parts << tr("imported");
    if (run.starred) parts << tr("baseline");
    parts << time_ago(run.started_at, now);
    for (const std::string& tag : run.tags) parts << QLatin1Char('#') + to_qt(tag);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString error_in_words(const error& why) {
    QString text = to_qt(why.message);
    if (!why.where.empty()) text = QStringLiteral("%1: %2").arg(to_qt(why.where), text);
    if (!why.advice.empty()) text += QLatin1Char('\n') + to_qt(why.advice);
    return text;
}

}  // namespace sweeplab
