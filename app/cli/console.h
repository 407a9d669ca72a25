// stdout carries data and nothing else; everything said to the person goes to stderr. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/error.h"

namespace sweeplab::cli {

// False when stdout takes no more (closed pipe, full disk); later calls then do nothing.
bool write_data(std::string_view text);
// The same of words for a person: names in them must not move the cursor or colour the terminal.
bool write_words(std::string_view text);
// Without control characters other than line ends (and without what turns the direction of writing); a blank stands for
// each.
std::string without_controls(std::string_view text);
// Hands over what is buffered; false as above, with a message unless the reader has simply gone away.
bool finish_data();

void say(std::string_view line);  // one line to stderr, without control characters
// "sweeplab-cli: WHERE: MESSAGE. ADVICE" to stderr; returns the exit code for it.
int complain(const error& fault);

bool stderr_is_terminal();
int terminal_columns();  // of stderr; 80 when it cannot tell

}  // namespace sweeplab::cli
