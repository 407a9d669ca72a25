#include "widgets/theme/system_color_scheme.h"

#include <QColor>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace sweeplab {
namespace {

const QString portal_path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portal_interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString scheme_key = QStringLiteral("color-scheme");

QString kdeglobals_when_on_kde() {
    const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
    if (!desktop.contains(QLatin1String("KDE"), Qt::CaseInsensitive)) return {};
    return QStandardPaths::locate(QStandardPaths::GenericConfigLocation, QStringLiteral("kdeglobals"));
}

}  // namespace

color_scheme color_scheme_from_portal(const QVariant& value) {
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>() && inner.metaType() == QMetaType::fromType<QDBusVariant>()) {
        inner = inner.value<QDBusVariant>().variant();
    }
    bool is_number = false;
    const uint number = inner.toUInt(&is_number);
    if (!is_number) return color_scheme::none;
    return number == 1 ? color_scheme::dark : number == 2 ? color_scheme::light : color_scheme::none;
}

color_scheme color_scheme_from_kde(const QString& kdeglobals_file) {
    if (kdeglobals_file.isEmpty() || !QFile::exists(kdeglobals_file)) return color_scheme::none;
    const QSettings settings(kdeglobals_file, QSettings::IniFormat);
    const QStringList rgb = settings.value(QStringLiteral("Colors:Window/BackgroundNormal")).toStringList();
    if (rgb.size() == 3) {
        const QColor background(rgb[0].toInt(), rgb[1].toInt(), rgb[2].toInt());
        if (background.isValid()) return background.lightness() < 128 ? color_scheme::dark : color_scheme::light;
    }
    const QString name = settings.value(QStringLiteral("ColorScheme")).toString();  // [General] is the root group
    if (name.isEmpty()) return color_scheme::none;
    return name.contains(QLatin1String("Dark"), Qt::CaseInsensitive) ? color_scheme::dark : color_scheme::light;
}

system_color_scheme::source system_color_scheme::source::of_this_desktop() {
    return {QDBusConnection::sessionBus(), QStringLiteral("org.freedesktop.portal.Desktop"), kdeglobals_when_on_kde()};
}

system_color_scheme::system_color_scheme(source from, QObject* parent)
    : QObject(parent), source_(std::move(from)), kde_(color_scheme_from_kde(source_.kdeglobals_file)) {
    if (!source_.bus.isConnected()) return;
    source_.bus.connect(source_.portal_service, portal_path, portal_interface, QStringLiteral("SettingChanged"), this,
                        SLOT(on_setting_changed(QString, QString, QDBusVariant)));
    ask_portal();
}

bool system_color_scheme::dark() const { return (portal_ != color_scheme::none ? portal_ : kde_) == color_scheme::dark; }

void system_color_scheme::ask_portal() {
    auto call =
        QDBusMessage::createMethodCall(source_.portal_service, portal_path, portal_interface, QStringLiteral("Read"));
    call << appearance << scheme_key;
    auto* answer = new QDBusPendingCallWatcher(source_.bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* finished) {
        finished->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (reply.isValid()) set_portal(color_scheme_from_portal(QVariant::fromValue(reply.value())));
    });
}

void system_color_scheme::on_setting_changed(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == appearance && key == scheme_key) set_portal(color_scheme_from_portal(QVariant::fromValue(value)));
}

void system_color_scheme::set_portal(color_scheme scheme) {
    const bool before = dark();
    portal_ = scheme;
    if (dark() != before) Q_EMIT changed(dark());
}

}  // namespace sweeplab
