import type { TestProject } from "vitest/node";
import { Installation, type Stack } from "./stack";

declare module "vitest" {
  export interface ProvidedContext {
    stack: Stack;
  }
}

// One installation for the whole run; its end is the function returned.
export default async function setup(project: TestProject) {
  const installation = new Installation();
  try {
    project.provide("stack", await installation.start());
  } catch (failure) {
    await installation.stop();
    throw failure;
  }
  return () => installation.stop();
}
