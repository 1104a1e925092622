namespace Orders.Gateway.Operations;

/// <summary>One line of a service's metrics.</summary>
/// <param name="Series">Name and labels as they were written: the same in the next scrape of the same process.</param>
internal sealed record MetricSample(string Series, string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <returns>Empty when there is no such label, which is how Prometheus sees it too.</returns>
    public string Label(string name)
    {
        foreach (var (key, value) in Labels)
        {
            if (key == name)
            {
                return value;
            }
        }

        return "";
    }
}
