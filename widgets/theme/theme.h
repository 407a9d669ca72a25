// The look of the whole application: Fusion with one of two full palettes, changed at any time.
// One object, made after QApplication and kept by the application; GUI thread.
#pragma once

#include <QObject>

#include <memory>

#include "widgets/theme/system_color_scheme.h"
#include "widgets/theme/theme_choice.h"

namespace sweeplab {

class theme : public QObject {
    Q_OBJECT
public:
    // Applies `choice` at once. `system` is asked when the choice is "system"; without one it is made when needed.
    explicit theme(theme_choice choice, std::unique_ptr<system_color_scheme> system = nullptr, QObject* parent = nullptr);
    ~theme() override;

    theme_choice choice() const { return choice_; }
    bool dark() const;
    void set_choice(theme_choice choice);

Q_SIGNALS:
    void changed(bool dark);  // after the palette was set

private:
    void apply();
    void follow_system();

    theme_choice choice_;
    std::unique_ptr<system_color_scheme> system_;
    bool applied_dark_ = false;
};

// Empty when text can be drawn; else what is wrong and what to do. Without any font Qt draws boxes and says nothing.
QString missing_fonts_message();

}  // namespace sweeplab
