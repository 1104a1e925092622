using FluentValidation;

namespace Orders.Contracts.Validation;

internal sealed class ItemValidator : AbstractValidator<Item>
{
    public ItemValidator()
    {
        RuleFor(i => i.ChrtId).MustBePositive();
        RuleFor(i => i.TrackNumber).MustNotBeBlank();
        RuleFor(i => i.Price).MustNotBeNegative();
        RuleFor(i => i.Rid).MustNotBeBlank();
        RuleFor(i => i.Name).MustNotBeBlank();
        RuleFor(i => i.Sale).MustBe(sale => sale is >= 0 and <= Bounds.SalePercent, FaultCodes.OutOfRange, "must be 0 to 100 percent");
        RuleFor(i => i.TotalPrice).MustNotBeNegative();
        RuleFor(i => i.NmId).MustBePositive();
        RuleFor(i => i.Brand).MustNotBeBlank();
        RuleFor(i => i.Status).MustNotBeNegative();
    }
}
