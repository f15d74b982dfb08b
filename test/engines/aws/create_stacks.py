"""Creates the stacks of a folder of templates in moto, in the order given, and prints what became of them as JSON.

usage: create_stacks.py FOLDER STACK...
"""

import json
import logging
import os
import sys
import warnings
from pathlib import Path

REGION, ACCOUNT = "us-east-1", "123456789012"
os.environ.update(AWS_DEFAULT_REGION=REGION, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import boto3  # noqa: E402
from moto import mock_aws  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402

SERVERLESS = "AWS::Serverless-2016-10-31"


class NoPolicies:
    """SAM asks for the account's managed policies; these templates name none."""

    @staticmethod
    def load():
        return {}


def prepare(folder: Path) -> None:
    """What a bootstrapped account has: the version of its bootstrap stack, and the buckets with the assets."""
    boto3.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    s3 = boto3.client("s3")
    for bucket in (f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}", "shop-artifacts"):
        s3.create_bucket(Bucket=bucket)
    for manifest in folder.glob("*.assets.json"):
        for asset in json.loads(manifest.read_text())["files"].values():
            for destination in asset["destinations"].values():
                s3.put_object(Bucket=f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}", Key=destination["objectKey"], Body=b"PK")
    s3.put_object(Bucket="shop-artifacts", Key="pricing.zip", Body=b"PK")


def read_rule(rule: str) -> dict:
    [described] = boto3.client("elbv2").describe_rules(RuleArns=[rule])["Rules"]
    groups = [group for action in described["Actions"] for group in action.get("ForwardConfig", {}).get("TargetGroups", [])]
    return {"priority": int(described["Priority"]), "weights": [int(group["Weight"]) for group in groups]}


def read_target_group(group: str) -> dict:
    elb = boto3.client("elbv2")
    [described] = elb.describe_target_groups(TargetGroupArns=[group])["TargetGroups"]
    attributes = elb.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]
    return {
        "port": described["Port"],
        "deregistration": next(a["Value"] for a in attributes if a["Key"] == "deregistration_delay.timeout_seconds"),
    }


READERS = {
    "AWS::ElasticLoadBalancingV2::ListenerRule": read_rule,
    "AWS::ElasticLoadBalancingV2::TargetGroup": read_target_group,
}


def create(name: str, template: dict) -> dict:
    cloudformation = boto3.client("cloudformation")
    try:
        cloudformation.create_stack(
            StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
        )
    except Exception as error:  # moto answers a bad template with whatever it stumbles over
        return {"error": f"{type(error).__name__}: {error}"}
    [stack] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    made = {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"]
        for resource in cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
        if resource.get("LogicalResourceId")
    }
    types = {logical: resource["Type"] for logical, resource in template["Resources"].items()}
    return {
        "status": stack["StackStatus"],
        "made": sorted(types[logical] for logical in made),
        "skipped": sorted(type_ for logical, type_ in types.items() if logical not in made),
        "readings": {
            logical: READERS[types[logical]](physical) for logical, physical in made.items() if types[logical] in READERS
        },
    }


def main(folder: Path, names: list) -> None:
    report = {}
    with mock_aws():
        prepare(folder)
        for name in names:
            template = json.loads((folder / f"{name}.template.json").read_text())
            if template.get("Transform") == SERVERLESS:
                template = transform(template, {}, NoPolicies)
            report[name] = {**create(name, template), "template": template}
    print(json.dumps(report))


main(Path(sys.argv[1]), sys.argv[2:])
