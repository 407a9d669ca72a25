// A part of the Advice page that is sentences only: main ones, and muted ones below. GUI thread.
#pragma once

#include "widgets/advice/advice_section.h"
#include "widgets/advice/text_lines.h"

namespace sweeplab {

class lines_section final : public advice_section {
    Q_OBJECT

public:
    lines_section(const QString& heading, const QString& sign, QWidget* parent = nullptr);
    void set_lines(const QStringList& lines, const QStringList& muted = {});  // hidden without any

private:
    text_lines* lines_;
    text_lines* muted_;
};

}  // namespace sweeplab
