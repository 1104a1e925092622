using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// The SDK reads OTEL_TRACES_SAMPLER itself, but takes what it does not know for the default: a slip of the pen would record
/// everything where little was meant.
/// </summary>
internal static class SamplerSettings
{
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    private static readonly string[] Samplers =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    /// <exception cref="ConfigurationException">One of the two is not what the SDK takes.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (configuration[Sampler] is not { Length: > 0 } sampler)
        {
            return;
        }

        if (!Samplers.Contains(sampler, StringComparer.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"{Sampler} is '{sampler}': give one of {string.Join(", ", Samplers)}.");
        }

        if (sampler.EndsWith("ratio", StringComparison.OrdinalIgnoreCase)
            && configuration[Argument] is { Length: > 0 } argument
            && !(double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1))
        {
            throw new ConfigurationException($"{Argument} is '{argument}': give the share of traces to record, from 0 to 1.");
        }
    }
}
