// Text for a terminal, in letters of one width, with a button that copies it; folded where it has a summary. GUI thread.
#pragma once

#include <QPlainTextEdit>

class QToolButton;

namespace sweeplab {

// As high as its lines, so that the page scrolls and not each box in it.
class code_lines final : public QPlainTextEdit {
    Q_OBJECT

public:
    code_lines(const QString& text, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void restyle();
};

class report_code_box final : public QWidget {
    Q_OBJECT

public:
    report_code_box(const QString& text, const QString& summary, QWidget* parent = nullptr);
    void set_for_picture();
    bool folded() const { return lines_->isHidden(); }

private:
    code_lines* lines_;
    QToolButton* fold_ = nullptr;
    QWidget* copy_;
};

}  // namespace sweeplab
