// A device that has signed an officer in before is not delayed by a stranger's attempts (SignInRequest.device_token). The
// token opens nothing by itself.
const KEY = "donthu.device.";

export function deviceToken(officer: string): string {
  return localStorage.getItem(KEY + officer) ?? "";
}

export function keepDeviceToken(officer: string, token: string): void {
  if (token) localStorage.setItem(KEY + officer, token);
}

// What the officer reads in the list of sessions.
export function deviceName(agent = navigator.userAgent): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(agent)?.[0] ?? "";
  const name =
    browser?.[1] === "Edg" ? "Edge" : browser?.[1] === "OPR" ? "Opera" : (browser?.[1] ?? "Trình duyệt");
  return `${name} ${browser?.[2] ?? ""} ${system}`.trim().slice(0, 100);
}
