// A report as a column of widgets: every run, section and block of its content. GUI thread.
#pragma once

#include <QWidget>
#include <chrono>
#include <functional>
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
    // Empty at first.
    explicit report_sheet(std::shared_ptr<const report_content> content, QWidget* parent = nullptr);
    // Adds parts for about so long; true when all are there. A long report takes longer than a frame.
    bool add_more(std::chrono::milliseconds time);

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
    void add_run_head(const run_report& run, int depth);
    void add_facts(const run_report& run);
    void add_section(const report_section& section, int depth);
    QWidget* add_text(text_rank rank, const std::string& text);

    void add_block(const report_paragraph& block, const std::string& title);
    void add_block(const report_list& block, const std::string& title);
    void add_block(const report_table& block, const std::string& title);
    void add_block(const line_chart& block, const std::string& title);
    void add_block(const stacked_chart& block, const std::string& title);
    void add_block(const report_code& block, const std::string& title);

    std::shared_ptr<const report_content> content_;
    QVBoxLayout* column_;
    std::vector<std::function<void()>> parts_;  // from the top down
    std::size_t added_ = 0;
    std::vector<place> places_;
    std::vector<report_code_box*> boxes_;
};

}  // namespace sweeplab
