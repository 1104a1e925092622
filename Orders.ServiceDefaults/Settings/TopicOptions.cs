using System.ComponentModel.DataAnnotations;

namespace Orders.ServiceDefaults;

/// <summary>The section <c>Topics</c>: what the topics are called, and with how many partitions a missing one is created.</summary>
public sealed class TopicOptions : IValidatableObject
{
    public const string Section = "Topics";

    private const string NamePattern = "^[a-zA-Z0-9._-]{1,249}$";
    private const string NameMessage = "must be 1 to 249 characters of A-Z a-z 0-9 . _ -";
    private const string PartitionsMessage = "must be 1 to 10000";

    [Required(ErrorMessage = NameMessage), RegularExpression(NamePattern, ErrorMessage = NameMessage)]
    public string Orders { get; set; } = "orders";

    [Required(ErrorMessage = NameMessage), RegularExpression(NamePattern, ErrorMessage = NameMessage)]
    public string DeadLetters { get; set; } = "orders_dlq";

    [Required(ErrorMessage = NameMessage), RegularExpression(NamePattern, ErrorMessage = NameMessage)]
    public string Changes { get; set; } = "orders_changed";

    [Range(1, 10_000, ErrorMessage = PartitionsMessage)]
    public int OrdersPartitions { get; set; } = 12;

    [Range(1, 10_000, ErrorMessage = PartitionsMessage)]
    public int DeadLettersPartitions { get; set; } = 12;

    [Range(1, 10_000, ErrorMessage = PartitionsMessage)]
    public int ChangesPartitions { get; set; } = 12;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        // A service that reads what it writes would feed on its own output for ever.
        if (Orders == DeadLetters || Orders == Changes || DeadLetters == Changes)
        {
            yield return new ValidationResult(
                "must be three different topics", [nameof(Orders), nameof(DeadLetters), nameof(Changes)]);
        }
    }
}
