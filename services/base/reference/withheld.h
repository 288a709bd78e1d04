// Who handles petitions whose author is withheld.
#pragma once

#include "services/base/access/access.h"

namespace donthu {

// The agencies whose petitions with a withheld author the caller's roles allow to handle: its own,
// whatever lies below it, for those who handle denunciations or bring them in for one who does
// (L-TC Đ.9, 56); all within `reach` for systems; none for others. At a counter a denunciation is
// handed in and then seen no more.
Reach ReachOfWithheld(const Principal& principal, const Reach& reach);

}  // namespace donthu
