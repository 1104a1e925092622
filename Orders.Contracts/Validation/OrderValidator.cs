using FluentValidation;
using FluentValidation.Results;

namespace Orders.Contracts.Validation;

/// <summary>
/// The contract's rules, every one with its code, reporting all that do not hold. <see cref="OrderRules"/> decides the same
/// many times faster but says only yes or no.
/// </summary>
internal sealed class OrderValidator : AbstractValidator<Order>
{
    private const string NowKey = "now";

    public static OrderValidator Instance { get; } = new();

    private OrderValidator()
    {
        RuleFor(o => o.OrderUid).MustBe(uid => OrderUid.IsValid(uid), FaultCodes.InvalidOrderUid, "must be 1 to 64 characters of A-Z a-z 0-9 _ -");
        RuleFor(o => o.TrackNumber).MustBeShortText(Bounds.OrderText);
        RuleFor(o => o.Entry).MustBeShortText(Bounds.OrderText);
        RuleFor(o => o.Delivery).SetValidator(new DeliveryValidator());
        RuleFor(o => o.Payment).SetValidator(new PaymentValidator());
        RuleFor(o => o.Items).Must(items => items is null or { Count: > 0 })
            .WithErrorCode(FaultCodes.NoItems).WithMessage("must hold at least one item");
        RuleFor(o => o.Items).Must(items => items is null or { Count: <= Bounds.Items })
            .WithErrorCode(FaultCodes.TooManyItems).WithMessage($"must hold at most {Bounds.Items} items");
        RuleForEach(o => o.Items).SetValidator(new ItemValidator());
        RuleFor(o => o.Items).Custom(ReportRepeatedRids);
        RuleFor(o => o.Payment.GoodsTotal).Must((order, _) => Sums.GoodsTotalAddsUp(order.Payment, order.Items))
            .When(o => o.Payment is not null && o.Items is not null && !o.Items.Contains(null!))
            .WithErrorCode(FaultCodes.GoodsTotalMismatch).WithMessage("must be the sum of the items' total_price");
        RuleFor(o => o.Locale).MustBe(LanguageTag.IsValid, FaultCodes.InvalidLocale, "must be a language tag such as en or pt-BR");
        RuleFor(o => o.CustomerId).MustBeShortText(Bounds.OrderText);
        RuleFor(o => o.DeliveryService).MustBeShortText(Bounds.OrderText);
        RuleFor(o => o.SmId).MustNotBeNegative();
        RuleFor(o => o.DateCreated).MustBe(date => Rfc3339.TryParse(date, out _), FaultCodes.InvalidDate, "must be an RFC 3339 date and time such as 2021-11-26T06:22:19Z");
        RuleFor(o => o.DateCreated).Must((_, date, context) => !Rfc3339.TryParse(date, out var instant) || Times.IsNotTooFarAhead(instant, Now(context)))
            .WithErrorCode(FaultCodes.InFuture).WithMessage("must not be more than a day ahead");
    }

    /// <summary>Everything that is wrong with the order. Members that did not decode are null; rules pass over them.</summary>
    public static IEnumerable<Fault> FaultsOf(Order order, DateTimeOffset now)
    {
        var context = new ValidationContext<Order>(order);
        context.RootContextData[NowKey] = now;
        return Instance.Validate(context).Errors.Select(e => new Fault(MemberPath.FromProperties(e.PropertyName), e.ErrorCode, e.ErrorMessage));
    }

    internal static DateTimeOffset Now<T>(ValidationContext<T> context) => (DateTimeOffset)context.RootContextData[NowKey];

    private static void ReportRepeatedRids(IReadOnlyList<Item>? items, ValidationContext<Order> context)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items?.Count; i++)
        {
            if (items[i]?.Rid is { } rid && !seen.Add(rid))
            {
                context.AddFailure(new ValidationFailure($"{nameof(Order.Items)}[{i}].{nameof(Item.Rid)}", "must be unique in the order")
                {
                    ErrorCode = FaultCodes.DuplicateRid
                });
            }
        }
    }
}
