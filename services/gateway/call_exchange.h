// A POST: judged, read, turned into a call of a service, and answered.
#pragma once

#include "services/gateway/exchange.h"

namespace donthu::gateway {

// The head of the request has been read. False when the connection must be closed.
asio::awaitable<bool> AnswerCall(Exchange& exchange);

}  // namespace donthu::gateway
