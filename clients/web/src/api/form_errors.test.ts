import { expect, it } from "vitest";
import { ErrorReason } from "@/gen/donthu/common/v1/error_pb";
import { fieldPath, formErrors } from "./form_errors";

it("finds the field of the form", () => {
  expect(fieldPath("petitioners[1].full_name")).toEqual(["petitioners", 1, "fullName"]);
  expect(fieldPath("received_on")).toEqual(["receivedOn"]);
});

it("cuts off the message that holds the form's fields", () => {
  const failure = {
    reason: ErrorReason.INVALID_FIELD,
    text: "",
    said: "",
    fields: { "act.decide.document_number": "Chưa nhập." },
    why: undefined,
    metadata: {},
    retryable: false,
  };
  expect(formErrors(failure, "act.decide")).toEqual([{ name: ["documentNumber"], errors: ["Chưa nhập."] }]);
});
