using System.Text.Json.Serialization;
using Orders.Contracts;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Which dead letters to replay, or, with <paramref name="DryRun"/>, to try.</summary>
internal sealed record ReplayRequest(IReadOnlyList<LetterPlace> Messages, bool DryRun = false)
{
    public const int MostMessages = 100;
}

/// <summary>What became of one of them.</summary>
/// <param name="Reason">Of a message that would be rejected: one of <see cref="ErrorReasons"/>.</param>
/// <param name="Details">Its faults.</param>
internal sealed record ReplayResult(int Partition, long Offset, string Outcome, string? Reason, IReadOnlyList<Fault> Details)
{
    public const string WouldBeAccepted = "would_be_accepted";
    public const string WouldBeRejected = "would_be_rejected";
    public const string Replayed = "replayed";

    /// <summary>There is no such dead letter, or not any more.</summary>
    public const string Gone = "gone";

    /// <summary>Kafka went away meanwhile: it was not replayed, as far as anybody knows.</summary>
    public const string Unavailable = "unavailable";
}

internal sealed record ReplayResults(IReadOnlyList<ReplayResult> Results);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayResults))]
[JsonSerializable(typeof(ReplayResult))]
[JsonSerializable(typeof(Replayed))]
internal sealed partial class ReplayJson : JsonSerializerContext;
