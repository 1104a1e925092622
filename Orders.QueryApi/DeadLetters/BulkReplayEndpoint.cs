using System.Text.Json;
using Confluent.Kafka;
using Orders.QueryApi.Answering;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Sends many dead letters back, or says what would become of each.</summary>
internal sealed class BulkReplayEndpoint(DeadLetterFinder finder, Replayer replayer, Verdicts verdicts, ILogger<Replayer> log)
{
    private const int MaxBodyBytes = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = ActivatorUtilities.CreateInstance<BulkReplayEndpoint>(routes.ServiceProvider);
        routes.MapChange("/api/dead-letters/replay", endpoint.PostAsync);
    }

    private async Task PostAsync(HttpContext context)
    {
        if (new QueryReader(context.Request.Query).IsWrong(out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        if ((await RequestBody.ReadJsonAsync(context, MaxBodyBytes)).IsRefused(out var refusal, out var body))
        {
            await refusal.WriteAsync(context);
            return;
        }

        if (FaultOf(body, out var request) is { } fault)
        {
            await Problems.InvalidBody(fault).WriteAsync(context);
            return;
        }

        var results = await ReplayAsync(request, context.RequestAborted);
        await (results is null
            ? Problems.BrokerAway.WriteAsync(context)
            : JsonAnswer.SendAsync(context, json => JsonSerializer.Serialize(json, results, ReplayJson.Default.ReplayResults)));
    }

    /// <returns>Null when Kafka was away before anything was done.</returns>
    private async Task<ReplayResults?> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var results = new Dictionary<LetterPlace, ReplayResult>();
        var missing = ReplayResult.Gone;
        try
        {
            await foreach (var letters in finder.FindAsync(request.Messages, cancellationToken))
            {
                foreach (var letter in letters)
                {
                    results[new LetterPlace(letter.Partition, letter.Offset)] = await ReplayAsync(letter, request.DryRun);
                }
            }
        }
        catch (Exception exception) when (exception is KafkaException or TimeoutException)
        {
            log.ReplayBrokenOff(results.Count, request.Messages.Count, exception.Message);
            if (results.Count == 0)
            {
                return null;
            }

            missing = ReplayResult.Unavailable;
        }

        return new ReplayResults([.. request.Messages.Select(place =>
            results.GetValueOrDefault(place) ?? new ReplayResult(place.Partition, place.Offset, missing, null, []))]);
    }

    private async Task<ReplayResult> ReplayAsync(DeadLetter letter, bool isDry)
    {
        if (isDry)
        {
            return verdicts.Of(letter, letter.Value);
        }

        await replayer.ReplayAsync(letter, corrected: null);
        return new ReplayResult(letter.Partition, letter.Offset, ReplayResult.Replayed, null, []);
    }

    private static string? FaultOf(byte[] body, out ReplayRequest request)
    {
        request = null!;
        try
        {
            request = JsonSerializer.Deserialize(body, ReplayJson.Default.ReplayRequest)!;
        }
        catch (JsonException exception)
        {
            // Not its message, which may quote the body: only the place.
            return $"The body must be {{\"messages\":[{{\"partition\":0,\"offset\":0}}],\"dry_run\":false}}; it is not at {exception.Path ?? "$"}.";
        }

        return request switch
        {
            null => "The body must be an object.",
            { Messages.Count: 0 or > ReplayRequest.MostMessages } => $"messages must name 1 to {ReplayRequest.MostMessages} dead letters.",
            _ when request.Messages.Distinct().Count() < request.Messages.Count => "messages must not name a dead letter twice.",
            _ => null,
        };
    }
}
