#include "widgets/editors/step_removal_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("step_removal", text); }

QString joined(const std::vector<std::string>& names) {
    QStringList quoted;
    for (const std::string& name : names) quoted << tr("“%1”").arg(to_qt(name));
    return quoted.join(QStringLiteral(", "));
}

}  // namespace

QString removal_in_words(const QString& name, const step_removal& removal) {
    QStringList parts{tr("“%1” was removed.").arg(name)};
    if (!removal.waited.empty()) parts << tr("No longer waited for by %1.").arg(joined(removal.waited));
    if (!removal.milestones.empty()) parts << tr("Taken out of the milestone %1.").arg(joined(removal.milestones));
    if (!removal.ended_milestones.empty())
        parts << tr("It was all of the milestone %1, which is gone too.").arg(joined(removal.ended_milestones));
    if (!removal.reading.empty())
        parts << tr("Its text is still asked for by %1: change that.").arg(joined(removal.reading));
    return parts.join(QLatin1Char(' '));
}

}  // namespace sweeplab
