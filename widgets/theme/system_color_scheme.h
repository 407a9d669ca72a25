// Whether the desktop is light or dark, and word of it when that changes.
//
// Asked in this order: the desktop portal (D-Bus, org.freedesktop.portal.Settings, color-scheme), which GNOME,
// KDE and others answer; KDE's own settings file when the desktop is KDE; else light. The portal is asked
// without waiting, so that a slow or missing bus never holds up the window: value() is right at once where
// only the file is known, and `changed` follows when the portal says otherwise. GUI thread.
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

namespace sweeplab {

enum class color_scheme { none, light, dark };  // none: no preference was given

// The portal's number (1 dark, 2 light, else none), as deep inside variants as it came.
color_scheme color_scheme_from_portal(const QVariant& value);
// From a kdeglobals file: the window's background colour, else the colour scheme's name.
color_scheme color_scheme_from_kde(const QString& kdeglobals_file);

class system_color_scheme : public QObject {
    Q_OBJECT
public:
    struct source {
        QDBusConnection bus;
        QString portal_service;
        QString kdeglobals_file;  // empty: the desktop is not KDE
        static source of_this_desktop();
    };
    explicit system_color_scheme(source from = source::of_this_desktop(), QObject* parent = nullptr);

    bool dark() const;

Q_SIGNALS:
    void changed(bool dark);

private Q_SLOTS:
    void on_setting_changed(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask_portal();
    void set_portal(color_scheme scheme);

    source source_;
    color_scheme portal_ = color_scheme::none;
    color_scheme kde_ = color_scheme::none;
};

}  // namespace sweeplab
