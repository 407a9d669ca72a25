// Settings and data folders of a test's own, emptied at the start.
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace sweeplab::test {

class fresh_settings {
public:
    fresh_settings() {
        QCoreApplication::setOrganizationName(QStringLiteral("sweeplab-tests"));
        QCoreApplication::setApplicationName(QCoreApplication::applicationFilePath().section(QLatin1Char('/'), -1));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        // The test mode of the standard paths means one folder for all tests, which would find each other's files in it.
        QStandardPaths::setTestModeEnabled(false);
        for (const char* variable : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            qputenv(variable, folder_.filePath(QLatin1String(variable)).toUtf8());
        qputenv("XDG_DATA_HOME", folder_.filePath(QStringLiteral("data")).toUtf8());
        QSettings().clear();
    }
    QString path(const QString& name) const { return folder_.filePath(name); }

private:
    QTemporaryDir folder_;
};

}  // namespace sweeplab::test
