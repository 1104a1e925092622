using System.ComponentModel.DataAnnotations;

namespace Orders.ServiceDefaults;

/// <summary>The section <c>Topics</c>: what the topics are called, and what a missing one is created like.</summary>
public sealed class TopicOptions : IValidatableObject
{
    public const string Section = "Topics";

    private const string NamePattern = "^[a-zA-Z0-9._-]{1,249}$";
    private const string NameMessage = "must be 1 to 249 characters of A-Z a-z 0-9 . _ -";
    private const string PartitionsMessage = "must be 1 to 10000";
    private const string RetentionMessage = "must be an hour to 3650 days";

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

    /// <summary>How long a dead letter can be replayed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ErrorMessage = RetentionMessage)]
    public TimeSpan DeadLettersRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a cache may be cut off before it has to start over.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "3650.00:00:00", ErrorMessage = "must be 10 minutes to 3650 days")]
    public TimeSpan ChangesRetention { get; set; } = TimeSpan.FromHours(1);

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
