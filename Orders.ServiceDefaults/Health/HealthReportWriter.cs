using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.ServiceDefaults.Health;

/// <summary>
/// Writes <c>{"status","checks":{name:{"status","description"}}}</c>. Only what a check says of itself: an exception's
/// message is not ours and may hold anything.
/// </summary>
internal static class HealthReportWriter
{
    public static async Task WriteAsync(HttpContext context, HealthReport report, bool withChecks)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status"u8, report.Status.ToString());
        if (withChecks)
        {
            WriteChecks(json, report);
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void WriteChecks(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartObject("checks"u8);
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status"u8, entry.Status.ToString());
            json.WriteString("description"u8, Describe(entry));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A check that throws, or passes on what it caught, has the exception's message as its description.</summary>
    private static string? Describe(HealthReportEntry entry) =>
        entry.Exception is { } exception && (entry.Description is null || entry.Description.Contains(exception.Message, StringComparison.Ordinal))
            ? exception.GetType().Name
            : entry.Description;
}
