using Orders.Chaos.Soaking.Judging;

namespace Orders.Chaos.Soaking;

/// <param name="DoubledDeadLetters">Appended more than once: allowed, and rare without faults.</param>
/// <param name="Complaints">Whatever must not happen, in words, the first ones of them.</param>
/// <param name="Findings">The end against the start.</param>
internal sealed record SoakResult(
    long Messages, long Answers, long Events, long DoubledDeadLetters, int ComplaintCount, IReadOnlyList<string> Complaints, IReadOnlyList<Finding> Findings)
{
    public bool Held => ComplaintCount is 0 && Findings.All(finding => finding.Held);
}
