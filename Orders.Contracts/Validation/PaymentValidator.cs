using FluentValidation;

namespace Orders.Contracts.Validation;

internal sealed class PaymentValidator : AbstractValidator<Payment>
{
    public PaymentValidator()
    {
        RuleFor(p => p.Transaction).MustNotBeBlank();
        RuleFor(p => p.Currency).MustBe(Currencies.IsKnown, FaultCodes.InvalidCurrency, "must be an ISO 4217 code in capitals such as USD");
        RuleFor(p => p.Provider).MustNotBeBlank();
        RuleFor(p => p.Amount).MustNotBeNegative();
        RuleFor(p => p.Amount).Must((payment, _) => Sums.AmountAddsUp(payment))
            .WithErrorCode(FaultCodes.AmountMismatch).WithMessage("must be goods_total + delivery_cost + custom_fee");
        RuleFor(p => p.PaymentDt).MustBe(Times.IsUnixTime, FaultCodes.InvalidUnixTime, "must be a Unix time in seconds, of the year 1 or later");
        RuleFor(p => p.PaymentDt).Must((_, seconds, context) => Times.IsNotTooFarAhead(seconds, OrderValidator.Now(context)))
            .WithErrorCode(FaultCodes.InFuture).WithMessage("must be a Unix time in seconds, not more than a day ahead");
        RuleFor(p => p.Bank).MustNotBeBlank();
        RuleFor(p => p.DeliveryCost).MustNotBeNegative();
        RuleFor(p => p.GoodsTotal).MustNotBeNegative();
        RuleFor(p => p.CustomFee).MustNotBeNegative();
    }
}
