// The rows of a form that say which model is asked and for what: of an "llm" workload, of a pipeline, of one of its steps.
// `at` is where the object stands in the form's document ("", "/llm"). GUI thread.
#pragma once

#include "widgets/editors/field_form.h"

class QComboBox;

namespace sweeplab {

// Base URL, model, headers, HTTP version; `at` as of "/endpoint".
void add_address_rows(field_form& form, const std::string& at);
void add_key_name_rows(field_form& form, const std::string& at);
// How the answer is asked for: streamed, its length, temperature, seed and so on.
void add_answer_rows(field_form& form, const std::string& at);
// How long a request may take, in seconds; `at` as of "/timeouts".
void add_time_limit_rows(field_form& form, const std::string& at);
// Where numbers stand in an output; `at` as of "/result".
void add_result_rule_rows(field_form& form, const std::string& at);

// Where the key comes from, with the row of its name for that alone.
class key_rows final : public QObject {
    Q_OBJECT

public:
    key_rows(field_form& form, const std::string& at);
    void show_source(const json& document);  // before the form shows it
    void set_shown(bool shown);              // where a form may do without an endpoint

private:
    void show_rows();

    field_form& form_;
    std::string variable_, entry_;
    QWidget* box_;
    QComboBox* source_;
    bool shown_ = true;
};

}  // namespace sweeplab
