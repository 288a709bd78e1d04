// What is held of people and why, as docs/personal_data.md shows it: made from the register.
#pragma once

#include <string>

#include "donthu/personal/v1/register.pb.h"

namespace donthu::contract {

// services/base/personal/register.textproto; empty when it can't be read.
personal::v1::Register PersonalRegister();

// One part for each holding.
std::string PersonalTables();

// `page` with the tables between its two marks made anew; empty when it lacks a mark.
std::string WithPersonalTables(const std::string& page);

}  // namespace donthu::contract
