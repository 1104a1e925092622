using FluentValidation;

namespace Orders.Contracts.Validation;

// The rules that several members share. A null is no fault here: it stands for a member that did not decode, which is known already.
internal static class RuleBuilderRules
{
    public static IRuleBuilderOptions<T, string> MustBe<T>(this IRuleBuilder<T, string> rule, Func<string, bool> valid, string code, string message) =>
        rule.Must(text => text is null || valid(text)).WithErrorCode(code).WithMessage(message);

    public static IRuleBuilderOptions<T, string> MustNotBeBlank<T>(this IRuleBuilder<T, string> rule) =>
        rule.MustBe(Text.IsNotBlank, FaultCodes.Blank, "must hold at least one character that is not white space");

    public static IRuleBuilderOptions<T, string> MustBeShortText<T>(this IRuleBuilder<T, string> rule, int characters) =>
        rule.MustNotBeBlank().MustBe(text => Text.IsAtMost(text, characters), FaultCodes.TooLong, $"must have at most {characters} characters");

    public static IRuleBuilderOptions<T, long> MustBe<T>(this IRuleBuilder<T, long> rule, Func<long, bool> valid, string code, string message) =>
        rule.Must(number => valid(number)).WithErrorCode(code).WithMessage(message);

    public static IRuleBuilderOptions<T, long> MustNotBeNegative<T>(this IRuleBuilder<T, long> rule) =>
        rule.MustBe(number => number >= 0, FaultCodes.Negative, "must be zero or more");

    public static IRuleBuilderOptions<T, long> MustBePositive<T>(this IRuleBuilder<T, long> rule) =>
        rule.MustBe(number => number > 0, FaultCodes.NotPositive, "must be more than zero");
}
