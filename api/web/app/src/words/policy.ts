// The words of the policy, [English, Chinese].
export const POLICY_WORDS = {} as const satisfies Record<string, readonly [string, string]>;
