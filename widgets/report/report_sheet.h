// A report as a column of widgets: every run, section and block of its content. GUI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "engine/report/report.h"

class QVBoxLayout;

namespace sweeplab {

class report_code_box;
enum class text_rank;

class report_sheet final : public QWidget {
    Q_OBJECT

public:
    explicit report_sheet(std::shared_ptr<const report_content> content, QWidget* parent = nullptr);

    // What a person may want to go to, from the top down.
    struct place {
        QString title;
        int depth = 0;  // 1: a section of a run among several
        QWidget* widget = nullptr;
    };
    const std::vector<place>& places() const { return places_; }
    void set_for_picture();  // without what can only be clicked

private:
    void add_head(const report_content& content);
    void add_run(const run_report& run, int depth);
    void add_facts(const run_report& run);
    void add_section(const report_section& section, int depth);
    QWidget* add_text(text_rank rank, const std::string& text);

    void add_block(const report_paragraph& block, const std::string& title);
    void add_block(const report_list& block, const std::string& title);
    void add_block(const report_table& block, const std::string& title);
    void add_block(const line_chart& block, const std::string& title);
    void add_block(const stacked_chart& block, const std::string& title);
    void add_block(const report_code& block, const std::string& title);

    QVBoxLayout* column_;
    std::vector<place> places_;
    std::vector<report_code_box*> boxes_;
};

}  // namespace sweeplab
