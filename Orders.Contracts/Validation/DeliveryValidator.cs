using FluentValidation;

namespace Orders.Contracts.Validation;

internal sealed class DeliveryValidator : AbstractValidator<Delivery>
{
    public DeliveryValidator()
    {
        RuleFor(d => d.Name).MustBeShortText(Bounds.DeliveryText);
        RuleFor(d => d.Phone).MustBeShortText(Bounds.DeliveryText)
            .MustBe(Phone.IsValid, FaultCodes.InvalidPhone, "must be 7 to 15 digits with an optional + before them");
        RuleFor(d => d.Zip).MustBeShortText(Bounds.DeliveryText);
        RuleFor(d => d.City).MustBeShortText(Bounds.DeliveryText);
        RuleFor(d => d.Address).MustBeShortText(Bounds.DeliveryText);
        RuleFor(d => d.Region).MustBeShortText(Bounds.DeliveryText);
        RuleFor(d => d.Email).MustBeShortText(Bounds.DeliveryText)
            .MustBe(Email.IsValid, FaultCodes.InvalidEmail, "must be an e-mail address such as name@example.com");
    }
}
