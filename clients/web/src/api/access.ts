// What the services allow, read from the options of the methods, so that no screen offers what would be refused.
import { type DescMethod, getOption } from "@bufbuild/protobuf";
import { access, type Role, Scope } from "@/gen/donthu/options/v1/options_pb";

// True when one with these roles may call the method at all.
export function mayCall(roles: readonly Role[], method: DescMethod): boolean {
  return getOption(method, access).public || scopeOf(roles, method) !== Scope.UNSPECIFIED;
}

// How far such calls reach; UNSPECIFIED = not allowed.
export function scopeOf(roles: readonly Role[], method: DescMethod): Scope {
  return getOption(method, access)
    .grants.filter((grant) => roles.includes(grant.role))
    .reduce<Scope>((widest, grant) => (grant.scope > widest ? grant.scope : widest), Scope.UNSPECIFIED);
}
